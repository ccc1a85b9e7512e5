"""The SQL of the index: how a case's relations become the tables that pages are made from.

Every text that is searched is folded once (small letters, no accents), so that a search is a plain look for words.
"""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

import math

# For a person to judge are two claims of two articles that are together in an allegation though their own likelihood of
# saying the same lies below this, the least likely first; then those that are apart though theirs lies above, the likeliest
# first. By the gold of dev1000 (both claims marked) 85 of 100 of the first kind do not belong together, and 1 of 100 of
# those together above; on the written stories 52 (29 of 56) and 22 (13 of 58). From .85 to .9 it is still 37 and 53 of 100,
# from .9 to .95 14 and 21. Of what is apart above, none of 27 of dev1000 and 3 of 3 of the stories' belong together, and of
# what is apart below none and 21 of 73: most of those are told too differently to be found by a score. Measured by comparing
# all candidates and clustering them as reading does. The range guessed before was .3 to .8; no pair below .5 is kept.
IN_DOUBT_AT = 0.9

# A link below this score: the scores say how often we are right (link/actors.py, link/places.py), so that of those below
# two in five or more are wrong. Only what has another reading can be decided.
DOUBTFUL_LINK = 0.6


def _odds(share: float) -> float:
    return math.log(share / (1 - share))


# Two claims of one article are rarely worth a judgement: an article tells a thing once. ``doubt`` puts the pairs in order.
_IN_DOUBT = f"""
    SELECT n, claim, other, log_odds, together, CASE WHEN together THEN log_odds ELSE 1000 - log_odds END AS doubt FROM (
        SELECT p.n, p.claim, p.other, p.log_odds, coalesce(a.allegation = b.allegation, false) AS together
        FROM pairs p
        LEFT JOIN (SELECT unnest(claims) AS claim, id AS allegation FROM allegations) a ON a.claim = p.claim
        LEFT JOIN (SELECT unnest(claims) AS claim, id AS allegation FROM allegations) b ON b.claim = p.other
        WHERE p.document <> p."of" AND p.relation IN ('same', 'narrower', 'broader'))
    WHERE together = (log_odds < {_odds(IN_DOUBT_AT):.4f})"""

# Two claims that a text itself sets against one another, for a person to judge: those that it only implies before those that it
# states in so many words. Of 32 such pairs of our own stories whose claims the gold has, 25 are rivals or denials there.
_STATED = "SELECT n, claim, other, false AS together, log_odds AS doubt FROM pairs WHERE reason IS NOT NULL"

# Pairs in doubt of which the queue can say what was compared, the most doubtful first; nobody judges more in a day.
MOST_COMPARED = 2_000


# The words of spans of a document's text in one line, as ``terminal.words`` gives them: pieces parted by an ellipsis.
_WORDS = """array_to_string(list_transform({spans}, lambda s:
    trim(regexp_replace(substring(d.text, CAST(s.start + 1 AS BIGINT), CAST(s."end" - s.start AS BIGINT)), '\\s+', ' ', 'g'))), ' … ')"""

_FOLDED = "lower(strip_accents({text}))"

# The words, names and ids of an event's parties or places in one folded text, as ``EventFilter`` looks through them.
_NAMED = """lower(strip_accents(array_to_string(list_transform({list}, lambda p:
    substring(d.text, CAST(p.span.start + 1 AS BIGINT), CAST(p.span."end" - p.span.start AS BIGINT))
    || ' · ' || coalesce(p.name, '') || ' · ' || coalesce(p.{target}, '')), ' · ')))"""

# How each incoming relation is taken over; one that is not here is taken as it is, with the numbers of its rows.
TABLES = {
    "documents": """
        SELECT row_number() OVER () AS n, id, original_sha256, path, part, url, title, outlet, byline, dateline, published,
            substring(published, 1, 10) AS day, language, text, len(removed) AS removed
        FROM incoming""",
    "claims": f"""
        SELECT *, {_FOLDED.format(text="words")} || ' · ' || sayers AS searched FROM (
            SELECT c.*, d.n AS document_n, coalesce(d.outlet, '') AS outlet, d.day AS day,
                {_WORDS.format(spans="c.content")} AS words, c.chain[-1].name AS source, c.chain[-1].kind AS source_kind,
                {_FOLDED.format(text="array_to_string([coalesce(l.name, '') FOR l IN c.chain], ' · ')")} AS sayers
            FROM (SELECT row_number() OVER () AS n, * FROM incoming) c JOIN documents d ON d.id = c.document) ORDER BY n""",
    "events": f"""
        SELECT e.*, list_min([p.start FOR p IN dates]) AS since, list_max([coalesce(p."end", p.start) FOR p IN dates]) AS until,
            {_NAMED.format(list="e.actors || e.recipients", target="link")} AS parties,
            [p.country FOR p IN e.actors || e.recipients] AS parties_countries,
            {_NAMED.format(list="e.places", target="target")} AS settings, [p.country FOR p IN e.places] AS settings_countries
        FROM (SELECT row_number() OVER () AS n, * FROM incoming) e JOIN documents d ON d.id = e.document ORDER BY n""",
    "attributions": """
        SELECT a.*, coalesce(d.outlet, '') AS outlet
        FROM (SELECT row_number() OVER () AS n, * FROM incoming) a JOIN documents d ON d.id = a.document ORDER BY a.n""",
    # Only those with which the queue can say what was compared: that of a large case holds far more than it shows.
    "signatures": f"""
        WITH asked AS ((SELECT claim, other FROM ({_IN_DOUBT}) ORDER BY doubt, n LIMIT {MOST_COMPARED})
            UNION ALL (SELECT claim, other FROM ({_STATED}) ORDER BY doubt, n LIMIT {MOST_COMPARED}))
        SELECT * FROM incoming WHERE id IN (SELECT claim FROM asked UNION ALL SELECT other FROM asked)""",
}  # fmt: skip

# What is added once the documents are in.
DOCUMENTS = ("CREATE INDEX document_by_id ON documents (id)",)

# Made when all relations are in, in this order.
DERIVED = (
    "CREATE INDEX claim_by_id ON claims (id)",
    """
    CREATE TABLE document_claims AS
    SELECT document, count(*) AS claims, count(*) FILTER (len(chain) = 1) AS own_voice FROM claims GROUP BY document""",
    "CREATE TABLE told AS SELECT a.id AS allegation, unnest(a.claims) AS claim, a.n FROM allegations a",
    """
    CREATE TABLE allegation_words AS
    SELECT t.allegation, string_agg(c.searched, ' · ') AS searched FROM told t JOIN claims c ON c.id = t.claim
    GROUP BY t.allegation""",
    f"""
    CREATE TABLE allegation_rows AS
    SELECT a.n, a.id, a.origins.lo AS origins_lo, a.origins.hi AS origins_hi, len(a.documents) AS documents,
        len(a.outlets) AS spread, a.is_circular, len(a.drifts) AS drifts, a.drifts AS drift_kinds, a.event_type, a.firmness,
        substring(a.first, 1, 10) AS first, substring(a.last, 1, 10) AS last,
        {_FOLDED.format(text="array_to_string(a.actors, ' · ')")} AS actors,
        {_FOLDED.format(text="array_to_string(a.places, ' · ')")} AS places,
        {_FOLDED.format(text="array_to_string(a.outlets, ' · ')")} AS outlets,
        {_FOLDED.format(text="array_to_string(a.sides, ' · ')")} AS sides,
        {_FOLDED.format(text="a.text")} || ' · ' || coalesce(w.searched, '') AS searched
    FROM allegations a LEFT JOIN allegation_words w ON w.allegation = a.id""",
    "CREATE INDEX told_by_claim ON told (claim)",
    "CREATE TABLE sides AS SELECT side, count(*) AS times FROM (SELECT unnest(sides) AS side FROM allegations) GROUP BY side",
    """
    CREATE TABLE sources AS
    SELECT source_name AS name, source_kind AS kind, count(*) AS attributions, count(DISTINCT document) AS documents,
        list(DISTINCT outlet ORDER BY outlet) FILTER (outlet <> '') AS outlets,
        lower(strip_accents(coalesce(source_name, ''))) AS searched
    FROM attributions GROUP BY source_name, source_kind""",
    """
    CREATE TABLE outlets AS
    SELECT coalesce(d.outlet, '') AS name, count(*) AS documents, coalesce(sum(c.claims), 0)::BIGINT AS claims,
        coalesce(sum(c.own_voice), 0)::BIGINT AS own_voice, min(d.day) AS first, max(d.day) AS last
    FROM documents d LEFT JOIN document_claims c ON c.document = d.id GROUP BY coalesce(d.outlet, '')""",
    """
    CREATE TABLE relays AS
    SELECT outlet, name AS relayed, count(*) AS times, count(DISTINCT document) AS documents
    FROM (SELECT c.outlet, c.document, l.name FROM claims c, unnest(c.chain[2:]) AS u(l) WHERE l.kind = 'outlet')
    WHERE name IS NOT NULL AND name <> outlet GROUP BY outlet, name""",
    f"CREATE TABLE doubtful_pairs AS SELECT n, claim || '-' || other AS id, together, doubt FROM ({_IN_DOUBT})",
    f"CREATE TABLE stated_pairs AS SELECT n, claim || '-' || other AS id, together, doubt FROM ({_STATED})",
    f"""
    CREATE TABLE doubtful_links AS
    SELECT n, id, linker_score FROM links WHERE linker_score < {DOUBTFUL_LINK} AND len(candidates) > 0 AND judged_by IS NULL""",
    """
    CREATE TABLE event_places AS
    SELECT e.n, e.id AS event, e.document, e.claim, e.event_type, e.firmness, p.target, p.name, p.country, p.latitude,
        p.longitude, p.precision
    FROM events e, unnest(e.places) AS u(p)""",
)  # fmt: skip
