"""What do many posts refer to? Wagtail's index of it, with its questions asked once.

For each object it asks the model anew which fields may refer to something, and looks
for the kinds of things they refer to; for many posts that is most of the work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRel
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import ReferenceIndex

COLUMNS = (
    *("content_type", "base_content_type", "object_id", "to_content_type"),
    *("to_object_id", "model_path", "content_path", "content_path_hash"),
)
Row = tuple[int, int, str, int, str, str, str, UUID]
# Kind and key of what is referred to; where, by the model and in the content.
Reference = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things of a model may refer to others."""

    # Column, kind of what it names, name of the field.
    keys: list[tuple[str, int, str]]
    texts: list[Field]
    children: list[str]


class References:
    """Asks the database for the kinds of things when it is made, and never again."""

    def __init__(self) -> None:
        models = apps.get_models()
        kinds = ContentType.objects.get_for_models(*models, for_concrete_models=False)
        self.kinds = {model: kind.pk for model, kind in kinds.items()}
        self.plans: dict[type[Model], Plan | None] = {}

    def of(self, thing: Model) -> Iterator[Row]:
        """Rows of the index, by the names in `COLUMNS`."""
        own, base = self.kinds[type(thing)], self._kind(type(thing))
        for to, key, in_model, in_content in dict.fromkeys(self._found(thing)):
            path = ReferenceIndex._get_content_path_hash(in_content)
            yield own, base, str(thing.pk), to, key, in_model, in_content, path

    def _found(self, thing: Model) -> Iterator[Reference]:
        plan = self._plan(type(thing))
        if plan is None:
            yield from ReferenceIndex._extract_references_from_object(thing)
            return
        for column, to, name in plan.keys:
            if (value := getattr(thing, column)) is not None:
                yield to, str(value), name, name
        for field in plan.texts:
            found = field.extract_references(getattr(thing, field.attname))
            for model, key, *paths in found:
                in_model, in_content = (f"{field.name}.{path}" for path in paths)
                yield self._kind(model), key, in_model, in_content
        for relation in plan.children:
            yield from self._of_children(thing, relation)

    def _of_children(self, thing: Model, relation: str) -> Iterator[Reference]:
        for child in getattr(thing, relation).all():
            for to, key, in_model, in_content in self._found(child):
                in_model = f"{relation}.item.{in_model}"
                yield to, key, in_model, f"{relation}.{child.pk}.{in_content}"

    def _plan(self, model: type[Model]) -> Plan | None:
        """None where a thing itself says what kind of thing it refers to."""
        if model not in self.plans:
            self.plans[model] = self._planned(model)
        return self.plans[model]

    def _planned(self, model: type[Model]) -> Plan | None:
        fields = [field for field in model._meta.get_fields() if not is_ignored(field)]
        if any(isinstance(field, GenericForeignKey) for field in fields):
            return None
        has_children = issubclass(model, ClusterableModel)
        relations = get_all_child_relations(model) if has_children else []
        named = [field for field in fields if field.is_relation and field.many_to_one]
        return Plan(
            [(f.attname, self._kind(f.related_model), f.name) for f in named],
            [field for field in fields if hasattr(field, "extract_references")],
            [relation.get_accessor_name() for relation in relations],
        )

    def _kind(self, model: type[Model]) -> int:
        """Of the model that has the key."""
        parents = model._meta.get_parent_list()
        return self.kinds[parents[-1] if parents else model]


def is_ignored(field: Field) -> bool:
    ours = isinstance(field, ParentalKey | GenericRel)
    return ours or any(
        getattr(one, "wagtail_reference_index_ignore", False)
        for one in (field, field.related_model)
    )
