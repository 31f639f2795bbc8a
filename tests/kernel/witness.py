"""A row about a person that exists only in tests, in a real table."""

from typing import ClassVar

from django.db import connection, models
from django.test.utils import isolate_apps

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.personal import BlindIndexField, PersonalModel, SealedTextField

AUTHORITY = "330211004000"


with isolate_apps("fazhi.kernel"):

    class Witness(PersonalModel):
        """A witness (证人)."""

        id = models.UUIDField(primary_key=True, default=new_id)
        name = SealedTextField("姓名")
        phone = SealedTextField("电话")
        identity_number = SealedTextField("证件号码")
        phone_index = BlindIndexField(kind="phone", of="phone")
        identity_index = BlindIndexField(kind="identity_number", of="identity_number")
        note = models.CharField(max_length=20, default="")

        objects: ClassVar[models.Manager["Witness"]]

        class Meta:
            app_label = "kernel"
            db_table = "test_witness"

        def __str__(self) -> str:
            return str(self.pk)


def make_table() -> None:
    """Make the table of witnesses in the transaction of the test."""
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    editor.deferred_sql = []
    statement, parameters = editor.table_sql(Witness)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def raw_rows() -> str:
    """Return the whole table as the database keeps it, for a search of plain text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM test_witness")
        rows = cursor.fetchall()
    cells = [bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row]
    return "|".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells
    )


def witness(**values: str) -> Witness:
    """Return an unsaved witness."""
    given = {"name": "甄演示", "phone": "000-0001-0001", "identity_number": ""} | values
    return Witness(authority=AUTHORITY, **given)
