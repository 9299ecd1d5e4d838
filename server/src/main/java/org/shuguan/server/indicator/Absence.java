package org.shuguan.server.indicator;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// Why a unit has no value of an indicator. Each has the text `indicator.absent.<word>`.
public enum Absence {
    /// no census of the unit has been completed
    NO_CENSUS,
    /// none of the unit's entries is collected
    NOT_COLLECTED,
    /// the denominator is zero: nothing happened yet of which a part could be counted
    NOTHING_TO_COUNT,
    /// the reader may not see this unit's rows
    NOT_SEEN,
    /// no snapshot was taken then, and dated rows cannot tell
    NOT_KEPT;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
