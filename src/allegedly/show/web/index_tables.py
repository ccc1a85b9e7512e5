"""The SQL of the index: how a case's relations become the tables that pages are made from.

Every text that is searched is folded once (small letters, no accents), so that a search is a plain look for words.
"""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

import math

# Pairs of claims whose likelihood of saying the same lies between these are for a person to judge, those nearest to the
# middle first; above and below we are rarely wrong. To be set anew by the share of wrong pairs at each score.
DOUBTFUL_FROM, DOUBTFUL_TO = 0.3, 0.8

# A link below this score has a rival candidate close to it.
DOUBTFUL_LINK = 0.6


def _odds(share: float) -> float:
    return math.log(share / (1 - share))


# Two claims of one article are rarely worth a judgement: an article tells a thing once.
_IN_DOUBT = f'document <> "of" AND log_odds BETWEEN {_odds(DOUBTFUL_FROM):.4f} AND {_odds(DOUBTFUL_TO):.4f}'

# Pairs in doubt of which the queue can say what was compared, the most doubtful first; nobody judges more in a day.
MOST_COMPARED = 2_000


# The words of spans of a document's text in one line, as ``terminal.words`` gives them: pieces parted by an ellipsis.
_WORDS = """array_to_string(list_transform({spans}, lambda s:
    trim(regexp_replace(substring(d.text, CAST(s.start + 1 AS BIGINT), CAST(s."end" - s.start AS BIGINT)), '\\s+', ' ', 'g'))), ' … ')"""

_FOLDED = "lower(strip_accents({text}))"

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
    "events": """
        SELECT row_number() OVER () AS n, *, list_min([p.start FOR p IN dates]) AS since,
            list_max([coalesce(p."end", p.start) FOR p IN dates]) AS until FROM incoming""",
    "attributions": """
        SELECT a.*, coalesce(d.outlet, '') AS outlet
        FROM (SELECT row_number() OVER () AS n, * FROM incoming) a JOIN documents d ON d.id = a.document ORDER BY a.n""",
    # Only those with which the queue can say what was compared: that of a large case holds far more than it shows.
    "signatures": f"""
        WITH asked AS (SELECT claim, other FROM pairs WHERE {_IN_DOUBT} ORDER BY abs(log_odds), n LIMIT {MOST_COMPARED})
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
    f"CREATE TABLE doubtful_pairs AS SELECT n, claim || '-' || other AS id, log_odds FROM pairs WHERE {_IN_DOUBT}",
    f"""
    CREATE TABLE doubtful_links AS
    SELECT n, id, linker_score FROM links WHERE linker_score < {DOUBTFUL_LINK} AND len(candidates) > 0""",
    """
    CREATE TABLE event_places AS
    SELECT e.n, e.id AS event, e.document, e.claim, e.event_type, e.firmness, p.target, p.name, p.country, p.latitude,
        p.longitude, p.precision
    FROM events e, unnest(e.places) AS u(p)""",
)  # fmt: skip
