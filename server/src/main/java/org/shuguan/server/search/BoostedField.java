package org.shuguan.server.search;

import org.jspecify.annotations.Nullable;

/// A text field of the index with its boost. The boosts apply both to the field's own queries and to the impacts
/// of [ImpactFieldBuilder].
enum BoostedField {
    TITLE(Fields.TITLE, 6, Fields.TITLE_EXACT, 12, 50),
    ITEM(Fields.ITEM, 2.5f, Fields.ITEM_EXACT, 4, 150),
    TEXT(Fields.TEXT, 0.8f, null, 0, 200),
    PATH(Fields.PATH, 1.5f, null, 0, 30);

    private final String field;
    private final float boost;
    private final @Nullable String exactField;
    private final float exactBoost;
    private final float averageLength;

    BoostedField(String field, float boost, @Nullable String exactField, float exactBoost, float averageLength) {
        this.field = field;
        this.boost = boost;
        this.exactField = exactField;
        this.exactBoost = exactBoost;
        this.averageLength = averageLength;
    }

    String field() {
        return field;
    }

    float boost() {
        return boost;
    }

    /// The field that holds whole names as one term, null if the field does not hold names.
    @Nullable
    String exactField() {
        return exactField;
    }

    /// The boost of a whole name; 0 if the field does not hold names.
    float exactBoost() {
        return exactBoost;
    }

    /// The usual number of tokens, fixed rather than measured, so that a document's impacts do not depend on
    /// others.
    float averageLength() {
        return averageLength;
    }
}
