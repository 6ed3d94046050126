"""Makes the whole demonstration, one step after the other."""

from __future__ import annotations

from sample_data.generate import (
    activities,
    careers,
    deal_rows,
    deals,
    marketing,
    master_rows,
    members,
    organisation,
    people,
    purchases,
    stories,
    story_touches,
    ties,
)
from sample_data.generate.dice import Dice
from sample_data.generate.world import World

ACTIVITIES = 20_000
CARE, COMPLAINTS = 4200, 130


def build(seed: int = 0) -> World:
    """Return the finished demonstration: its ``rows`` by file and its ``stories``.

    Parameters
    ----------
    seed
        0 makes the one that is shipped; another number another one, by the same rules.
    """
    Dice.seed = seed
    try:
        return _build()
    finally:
        Dice.seed = 0


def _build() -> World:
    world = World()
    organisation.make_companies(world)
    organisation.make_catalogue(world)
    organisation.make_sites(world)
    organisation.make_departments(world)
    organisation.make_needs(world)
    stories.plant_needs(world)
    members.make_members(world)
    members.make_reps(world)
    names = people.Names()
    people.make_people(world, names)
    careers.make_changes(world)
    planted = stories.plant_people(world, names)
    careers.make_mail_addresses(world)
    deals.make_deals(world)
    stories.plant_deals(world, planted)
    purchases.make_purchases(world)
    story_touches.story_uses(world)
    diary = activities.Diary(world)
    activities.deal_touches(diary)
    activities.bystanders(diary)
    story_touches.story_touches(diary, planted)
    activities.complaints(diary, COMPLAINTS)
    activities.care_touches(diary, CARE)
    marketing.marketing_touches(diary, ACTIVITIES - len(diary.entries))
    # From here on everybody's first day known to us is settled: the rows that depend on it are written.
    deal_rows.write_deals(world)
    master_rows.write_trees(world)
    master_rows.write_companies(world)
    careers.make_reporting_lines(world)
    ties.make_influences(world)
    ties.make_knows(world)
    ties.make_notes(world)
    story_touches.story_ties(world, planted)
    ties.make_buying_centers(world)
    members.make_owners(world)
    marketing.make_campaigns(world)
    marketing.make_acquisitions(world)
    marketing.make_answers(world)
    master_rows.write_unit_needs(world)
    master_rows.write_people(world)
    deal_rows.number_purchases(world)
    deal_rows.write_activities(world, diary)
    stories.tell_more(world)
    return world
