package org.shuguan.server.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.shuguan.server.platform.Rows;

/// How an account stands; the first that is true.
enum AccountState {
    DISABLED,
    /// too many wrong passwords, for a while
    LOCKED,
    /// its one-time password has not been changed yet
    FIRST_SIGN_IN,
    ACTIVE;

    @JsonValue
    String word() {
        return Rows.word(this);
    }

    @JsonCreator
    static AccountState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no state of an account"));
    }
}
