package org.shuguan.dataplane.profile;

import java.util.Collection;
import java.util.regex.Pattern;

/// What the values of a column are, whatever the column is declared as. `0758` and an 18-digit number are texts: as
/// numbers they would lose signs.
public enum ValueType {
    INTEGER("[-+]?(0|[1-9]\\d{0,14})"),
    DECIMAL("[-+]?(0|[1-9]\\d{0,14})?(\\.\\d+)?([eE][-+]?\\d+)?"),
    DATE("(1[6-9]|20|21)\\d{2}[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\\d|3[01])"),
    DATETIME("\\d{4}[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\\d|3[01])[ T]\\d{1,2}:\\d{2}(:\\d{2})?.*"),
    BOOLEAN("(?i)true|false|t|f|是|否"),
    TEXT(".*"),
    /// no value at all
    NOTHING("");

    /// As many values must have the form: a few dirty ones do not make a date a text.
    private static final double MOST = 0.95;

    private final Pattern form;

    ValueType(String form) {
        this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    boolean takes(String value) {
        return form.matcher(value).matches();
    }

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    static ValueType of(Collection<String> values) {
        if (values.isEmpty()) {
            return NOTHING;
        }
        for (ValueType type : new ValueType[] {INTEGER, DECIMAL, DATE, DATETIME, BOOLEAN}) {
            if (type.takesMost(values)) {
                return type;
            }
        }
        return TEXT;
    }

    /// Gives up as soon as too many do not fit: of most columns that are the first few.
    private boolean takesMost(Collection<String> values) {
        int fitting = values.size();
        for (String value : values) {
            if (!takes(value) && --fitting < values.size() * MOST) {
                return false;
            }
        }
        return true;
    }
}
