"""How pages look: tokens, components, base templates, icons, small scripts.

Base templates (`{% extends %}`), each says its blocks at its top:

- `design/shell.html`   a staff page: blocks `title`, `heading`, `actions`, `main`
- `design/list.html`    a list page over `fazhi.web.lists`: blocks `row`, `aside`, `empty`
- `design/portal.html`  a citizen's page: blocks `title`, `main`
- `design/paper.html`   a document as an A4 sheet: block `paper`
- `design/error.html`   what went wrong and what to do next

Components (`{% include "design/components/….html" with … %}`), each says its variables at its top:
`refusal`, `warnings`, `field`, `form`, `timeline`, `tasklist`, `tabs`, `chips`, `pager`, `empty`,
`facts`, `steps`, `bar`, `export`. Tags and filters are built in (`design/templatetags/
fazhi_tags.py`): `{% lamp %}`, `{% icon %}`, `{% badge %}`, `|yuan`, `|day_with_weekday`,
`|local_time`, `|article`, `|said`.

The policy of security forbids `style=""`, `<style>`, `<script>` with content and `on…=""`.
"""
