package org.shuguan.server.finding;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// How far from its letter a question is taken, where too little is found nearer to it.
enum Reach {
    AS_ASKED,
    /// What is asked for in one word with a place or unit, of others too: those of the place come first.
    OTHER_PLACES,
    /// Words with a slip of the pen.
    SLIPS;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
