package org.shuguan.server.standard;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The kind of a standard.
enum StandardKind {
    ELEMENT,
    CODE_LIST;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
