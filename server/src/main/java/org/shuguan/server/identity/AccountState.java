package org.shuguan.server.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The state of an account; if several apply, the first one listed.
enum AccountState {
    DISABLED,
    /// temporarily locked after too many wrong passwords
    LOCKED,
    /// the one-time password has not been changed yet
    FIRST_SIGN_IN,
    ACTIVE;

    @JsonValue
    String word() {
        return Rows.word(this);
    }

    @JsonCreator
    static AccountState of(String word) {
        return Rows.constant(AccountState.class, word);
    }
}
