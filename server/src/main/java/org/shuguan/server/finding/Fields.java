package org.shuguan.server.finding;

/// The index's fields: what [EntryDocument] writes and [Interpreter] asks.
final class Fields {
    static final String KEY = "key";
    static final String ENTRY = "entry";
    static final String CODE = "code";
    static final String UNIT = "unit";
    /// `facet=value`, to narrow by.
    static final String FACET = "facet";
    /// Fragments, see [SignAnalyzer].
    static final String TITLE = "title";

    static final String ITEM = "item";
    static final String TEXT = "text";
    static final String PATH = "path";
    /// The same fragments of all four, each with what it counts in this version, see [Impacts].
    static final String ANY = "any";
    /// Whole names, as one term each.
    static final String TITLE_IS = "titleIs";

    static final String ITEM_IS = "itemIs";
    static final String MOUNT_IS = "mountIs";
    /// Words and names by how they are typed, see [Vocabulary].
    static final String SAY = "say";

    static final String SAY_ITEM = "sayItem";
    /// The facets' values and the marks together, see [Cells].
    static final String CELL = "cell";

    static final String CHANGED = "changed";
    /// What a list shows of the version.
    static final String SHOWN = "shown";

    private Fields() {}
}
