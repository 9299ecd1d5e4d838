package org.shuguan.server.guidance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import org.shuguan.server.platform.Rows;

/// What a person can do with an inquiry.
public enum InquiryAct {
    /// answer it: by whoever is asked
    ANSWER,
    /// ask the asker to say more
    ASK_BACK,
    /// hand it to the city's bureau: by a district's
    PASS_ON,
    /// say more: by the asker, who was asked back
    REPLY,
    /// ask again: by the asker, to whom the answer is not enough
    ASK_FURTHER,
    /// end it: by the asker
    CLOSE,
    /// take it back: by the asker, before there is an answer
    WITHDRAW;

    private static final Set<InquiryAct> WITH_TEXT = Set.of(ANSWER, ASK_BACK, REPLY, ASK_FURTHER);

    /// Whether something must be written with it.
    boolean needsText() {
        return WITH_TEXT.contains(this);
    }

    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    /// @throws IllegalArgumentException for an unknown name
    @JsonCreator
    public static InquiryAct of(String word) {
        return Rows.constant(InquiryAct.class, word);
    }
}
