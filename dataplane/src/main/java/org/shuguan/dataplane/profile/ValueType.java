package org.shuguan.dataplane.profile;

import java.util.Collection;
import java.util.regex.Pattern;

/// The type of a column's values, independent of the declared type. `0758` and 18-digit numbers are texts: as
/// numbers they would lose digits.
public enum ValueType {
    INTEGER("[-+]?(0|[1-9]\\d{0,14})"),
    DECIMAL("[-+]?(0|[1-9]\\d{0,14})?(\\.\\d+)?([eE][-+]?\\d+)?"),
    DATE("(1[6-9]|20|21)\\d{2}[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\\d|3[01])"),
    DATETIME("\\d{4}[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\\d|3[01])[ T]\\d{1,2}:\\d{2}(:\\d{2})?.*"),
    BOOLEAN("(?i)true|false|t|f|是|否"),
    TEXT(".*"),
    /// the column has no values
    NOTHING("");

    /// Minimum share of values that must have the form, so that a few dirty values do not turn dates into text.
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

    /// Stops as soon as too many values do not fit, in most columns after a few.
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
