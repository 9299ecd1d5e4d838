package org.shuguan.server.search;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// How far a query was relaxed to get matches.
enum Relaxation {
    NONE,
    /// A place in one word with other text was made optional because few entries of that place match; entries of
    /// the place rank first.
    OTHER_PLACES,
    /// Spelling mistakes were tolerated, because nothing matched as typed.
    FUZZY;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
