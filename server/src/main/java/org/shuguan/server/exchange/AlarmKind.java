package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// How the use of a grant is unlike its use before.
enum AlarmKind {
    /// far more rows today than on any day of the last two weeks
    VOLUME,
    /// calls at night by a client that did not call at night
    NIGHT,
    /// key after key is asked for, in their order
    WALK,
    /// nearly all look-ups find nothing, as when keys are guessed
    EMPTY;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
