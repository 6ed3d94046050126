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


def build(seed: int = 0, *, planted: bool = True) -> World:
    """Return the finished demonstration: its ``rows`` by file and its ``stories``.

    Parameters
    ----------
    seed
        0 makes the one that is shipped; another number another one, by the same rules.
    planted
        False leaves the stories out: a control in which those who look for them ought to find none.
    """
    Dice.seed = seed
    try:
        return _build(planted)
    finally:
        Dice.seed = 0


def _build(planted: bool) -> World:
    world = World()
    organisation.make_companies(world)
    organisation.make_catalogue(world)
    organisation.make_sites(world)
    organisation.make_departments(world)
    organisation.make_needs(world)
    if planted:
        stories.plant_needs(world)
    members.make_members(world)
    members.make_reps(world)
    names = people.Names()
    people.make_people(world, names)
    careers.make_changes(world)
    of_stories = stories.plant_people(world, names) if planted else {}
    careers.make_mail_addresses(world)
    deals.make_deals(world)
    if planted:
        stories.plant_deals(world, of_stories)
    else:
        deals.number_deals(world)
    purchases.make_purchases(world)
    if planted:
        story_touches.story_uses(world)
    diary = activities.Diary(world)
    activities.deal_touches(diary)
    activities.bystanders(diary)
    if planted:
        story_touches.story_touches(diary, of_stories)
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
    if planted:
        story_touches.story_ties(world, of_stories)
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
