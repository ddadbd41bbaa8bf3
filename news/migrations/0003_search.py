import django.db.models.deletion
from django.db import migrations, models

# The tokens are plain ASCII without positions: a set is all that a search asks for.
# A later migration that alters the table has to make the triggers anew, because
# Django alters tables on SQLite by making another one.
SQLITE = [
    """
    CREATE VIRTUAL TABLE news_search USING fts5(
        tokens, content='news_searchentry', content_rowid='key', detail='none',
        columnsize=0, tokenize="ascii tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER news_search_added AFTER INSERT ON news_searchentry BEGIN
        INSERT INTO news_search(rowid, tokens) VALUES (new.key, new.tokens);
    END
    """,
    """
    CREATE TRIGGER news_search_deleted AFTER DELETE ON news_searchentry BEGIN
        INSERT INTO news_search(news_search, rowid, tokens)
        VALUES ('delete', old.key, old.tokens);
    END
    """,
    """
    CREATE TRIGGER news_search_changed AFTER UPDATE ON news_searchentry BEGIN
        INSERT INTO news_search(news_search, rowid, tokens)
        VALUES ('delete', old.key, old.tokens);
        INSERT INTO news_search(rowid, tokens) VALUES (new.key, new.tokens);
    END
    """,
]
SQLITE_BACK = ["DROP TABLE IF EXISTS news_search"]
POSTGRESQL = [
    """
    ALTER TABLE news_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS
        (array_to_tsvector(string_to_array(btrim(tokens), ' '))) STORED
    """,
    "CREATE INDEX news_search_vector ON news_searchentry USING gin (vector)",
]
STATEMENTS = {"sqlite": (SQLITE, SQLITE_BACK), "postgresql": (POSTGRESQL, [])}


def forwards(apps, schema_editor):
    for statement in STATEMENTS.get(schema_editor.connection.vendor, ([], []))[0]:
        schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    for statement in STATEMENTS.get(schema_editor.connection.vendor, ([], []))[1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0002_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=130, primary_key=True, serialize=False)),
                ('spelled', models.CharField(max_length=130)),
                ('posts', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'word of the search index',
                'verbose_name_plural': 'words of the search index',
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('tokens', models.TextField()),
                ('text', models.TextField()),
                ('clusters', models.JSONField(default=list)),
                ('indexed_at', models.DateTimeField(auto_now=True)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='news.articlepage')),
            ],
            options={
                'verbose_name': 'entry of the search index',
                'verbose_name_plural': 'entries of the search index',
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
