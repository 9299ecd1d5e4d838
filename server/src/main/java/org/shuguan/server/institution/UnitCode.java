package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// The platform's short code of a unit, never reused and not changed by a renaming: `00` the city, `02` a
/// department, `11` a district, `1101` a bureau of it. It is part of the codes of the unit's catalog entries.
///
/// @param value two to eight digits or capital letters
public record UnitCode(@JsonValue String value) implements Comparable<UnitCode> {
    private static final Pattern FORM = Pattern.compile("[0-9A-Z]{2,8}");

    /// The city itself. City-wide roles and the platform's own roles are held for it or for the bureau.
    public static final UnitCode CITY = new UnitCode("00");

    /// @throws IllegalArgumentException if the format is wrong
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UnitCode {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("no unit code: " + value);
        }
    }

    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(UnitCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
