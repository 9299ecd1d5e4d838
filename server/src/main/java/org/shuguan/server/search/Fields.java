package org.shuguan.server.search;

/// The names of the index's fields: [EntryDocument] writes them, [QueryExpansion] and others query them.
final class Fields {
    /// `entry:version`.
    static final String KEY = "key";

    static final String ENTRY = "entry";
    static final String CODE = "code";
    static final String UNIT = "unit";
    /// `facet=value`, for filters.
    static final String FACET = "facet";
    /// N-grams with positions, see [NgramAnalyzer].
    static final String TITLE = "title";

    static final String ITEM = "item";
    static final String TEXT = "text";
    static final String PATH = "path";
    /// The n-grams of the four fields above together, each with its impact in this version, see
    /// [ImpactFieldBuilder].
    static final String ANY = "any";
    /// Whole names, as one term each.
    static final String TITLE_EXACT = "titleExact";

    static final String ITEM_EXACT = "itemExact";
    static final String MOUNT_EXACT = "mountExact";
    /// Words and names in the forms in which they are typed, see [Vocabulary].
    static final String VOCABULARY = "vocabulary";

    static final String ITEM_VOCABULARY = "itemVocabulary";
    /// The values of all facets and the visibility marks together, see [FacetCombinations].
    static final String COMBINATION = "combination";

    static final String CHANGED = "changed";
    /// The [IndexedVersion] as JSON.
    static final String STORED = "stored";

    private Fields() {}
}
