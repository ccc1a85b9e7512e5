"""The tables of ``ledger.sqlite``, and the version of their form."""

from allegedly.store.naming import NAMING_TABLES

FORMAT_VERSION = 3

# "Alg1" in ASCII: tells our file from any other SQLite database (``PRAGMA application_id``, also known to file(1)).
APPLICATION_ID = 0x416C6731

TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (          -- each writer that changed something, for which derived rows can be told apart
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    tool TEXT NOT NULL,
    operator TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE custody (       -- hash-chained; allegedly.store.custody says how
    number INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    action TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    tool TEXT NOT NULL,
    operator TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX custody_sha256 ON custody (sha256, path);

CREATE TABLE read_fully (    -- originals whose last item is in the case: reading them again can stop at the hash
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    PRIMARY KEY (sha256, media_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    original_sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    part TEXT,
    title TEXT,
    outlet TEXT,
    published TEXT,
    language TEXT,
    run TEXT NOT NULL,
    record TEXT NOT NULL     -- the whole record as JSON
) STRICT;
CREATE INDEX documents_original ON documents (original_sha256);

CREATE TABLE rejected (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    part TEXT NOT NULL,      -- '' for the whole file
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    original_sha256 TEXT NOT NULL,  -- '' if the bytes were not kept
    run TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (path, part, stage, reason, original_sha256)
) STRICT;

CREATE TABLE segments (      -- the manifest: a Parquet file that is not listed here does not belong to the case
    file TEXT PRIMARY KEY,
    relation TEXT NOT NULL,
    run TEXT NOT NULL,
    rows INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX segments_relation ON segments (relation, file);

CREATE TABLE reviews (       -- analysts' judgements, never deleted: undoing one is a later row
    number INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    undone_by INTEGER REFERENCES reviews (number)
) STRICT;
CREATE INDEX reviews_subject ON reviews (subject);

CREATE TABLE unweighed (     -- documents that came, or changed, since allegations were last matched and weighed
    document TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (          -- work that the reading room or a watch has asked for
    number INTEGER PRIMARY KEY,
    asked TEXT NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    ended TEXT
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    title, outlet, byline, text,
    content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""

# Tables that came after cases of this format were made: a writer adds those that a case lacks, readers do without.
LATER_TABLES = {
    # Documents that came, or changed, since claims were last matched: some of the unweighed; judgements leave pairs as they are.
    "unmatched": """
        CREATE TABLE unmatched (document TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        INSERT INTO unmatched SELECT document FROM unweighed
    """,
    # Of which documents a segment has rows, as sorted hashes (allegedly.store.segments): others need not be opened.
    # The signatures that documents had when they were last matched, of those that were read again or withdrawn since.
    "former": """
        CREATE TABLE former (document TEXT PRIMARY KEY, signatures BLOB NOT NULL) STRICT, WITHOUT ROWID
    """,
    "naming": NAMING_TABLES,
    "segment_documents": """
        CREATE TABLE segment_documents (file TEXT PRIMARY KEY, hashes BLOB NOT NULL) STRICT, WITHOUT ROWID
    """,
}
