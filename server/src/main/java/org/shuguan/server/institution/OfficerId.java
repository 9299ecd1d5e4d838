package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Identifies a person of the institution, because names are not unique.
public record OfficerId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OfficerId {}

    public static OfficerId fresh() {
        return new OfficerId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
