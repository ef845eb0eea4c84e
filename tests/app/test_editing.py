"""Forms that are made from the facts' shapes."""

import pytest

from rodtrad.app.editing import EDITABLE, FORM_BUTTON, ROW_VERSION
from rodtrad.models.concepts import SHAPES

BESIDE = {ROW_VERSION, FORM_BUTTON, "why", "by"}
"""What a form sends besides the columns of its row."""


@pytest.mark.parametrize("fact", EDITABLE)
def test_no_column_has_the_name_of_what_a_form_sends_besides(fact):
    assert not BESIDE & set(SHAPES[fact].names())
