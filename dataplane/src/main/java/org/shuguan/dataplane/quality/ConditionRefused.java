package org.shuguan.dataplane.quality;

import java.util.Map;

/// A condition is not in the safe dialect, or does not fit the columns.
public final class ConditionRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong.
    public enum Reason {
        /// not SQL; `detail` says what the parser met
        SYNTAX,
        /// the function `name` is not among the permitted ones
        FUNCTION,
        /// the type `name` is not among the permitted ones
        TYPE,
        /// sub-selects, other tables, windows, parameters and the like; `name` is the kind
        CONSTRUCT,
        /// there is no column `name`
        COLUMN,
        /// the columns' types do not fit; `detail` is what the engine says
        TYPES,
        /// it is longer or deeper than permitted
        TOO_LARGE,
        /// DuckDB carries out `name`, the engine that is set cannot do it in the same way
        OTHER_ENGINE
    }

    private final Reason reason;
    private final transient Map<String, String> facts;

    ConditionRefused(Reason reason, Map<String, String> facts) {
        super(reason + " " + facts);
        this.reason = reason;
        this.facts = Map.copyOf(facts);
    }

    public Reason reason() {
        return reason;
    }

    /// `name` or `detail`, see [Reason].
    public Map<String, String> facts() {
        return facts;
    }
}
