"""Windows, pages and what they are made of."""

from wagesdesk.ui.overrides import let_errors_through

let_errors_through()
