"""What a browser sends of the page of lists."""

from django.http import QueryDict

from agreements.forms.seen import SEEN
from reports.forms.writing import WritingForm


def sent(form: WritingForm) -> QueryDict:
    """Return every field with what it shows."""
    data = QueryDict(mutable=True)
    lists = [*form.lists, *(row.items for row in form.strategies.forms)]
    for rows in lists:
        for hidden in rows.management_form:
            data[hidden.html_name] = str(hidden.value())
        for row in rows.forms:
            for bound in row:
                if bound.name != "DELETE":
                    data[bound.html_name] = str(bound.value() if bound.value() is not None else "")
    data[SEEN] = form.seen
    return data
