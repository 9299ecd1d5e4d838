package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// What the reader of a meeting's page can do with it as a whole.
enum MeetingAct {
    EDIT,
    CONVENE,
    CANCEL,
    OPEN,
    /// put topics on the agenda, order them, take them off
    ARRANGE,
    ADD_FILE,
    ATTEND,
    /// keep what was said, and how each item ended
    NOTE,
    RESOLVE,
    END,
    CIRCULATE,
    REMARK,
    RETURN,
    SIGN;

    @JsonValue
    String word() {
        return Rows.word(this);
    }

    /// @throws IllegalArgumentException for an unknown name
    @JsonCreator
    static MeetingAct of(String word) {
        return Rows.constant(MeetingAct.class, word);
    }
}
