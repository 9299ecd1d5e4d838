package org.shuguan.dataplane.detect;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How one type is recognised.
///
/// @param valid whether a value passes the type's own check
/// @param form whether a value at least looks like it; told apart so that a column full of wrong checksums is still
///     found, and its dirt named
/// @param alone what values must pass that no name stands by
/// @param together whether values that no name stands by can be it as a whole: the mobile numbers of a town are not all
///     of one network
/// @param strength what a hit proves by itself
/// @param number whether blanks and hyphens within a value mean nothing, and small letters capitals
/// @param names what such columns are called
record Detector(
        DataType type,
        Predicate<String> valid,
        Predicate<String> form,
        Predicate<String> alone,
        Predicate<List<String>> together,
        Strength strength,
        boolean number,
        NameWords names) {
    /// What values prove without any help of the column's name.
    enum Strength {
        /// a checksum: chance passes about one value in ten, never most of them
        CHECKSUM(0.97, 0.5),
        /// a form that hardly anything else has
        FORM(0.85, 0.75),
        /// a list, or a form that other things have too: a hint
        HINT(0.55, 0.8),
        /// an enumeration: its names in Chinese speak for themselves, its bare codes do not
        LIST(0.7, 0.75),
        /// a form that means nothing by itself
        NONE(0, 0.6);

        private final double alone;
        private final double share;

        Strength(double alone, double share) {
            this.alone = alone;
            this.share = share;
        }

        double alone() {
            return alone;
        }

        /// The share of values that must fit.
        double share() {
            return share;
        }
    }

    Detector(
            DataType type,
            Predicate<String> valid,
            Predicate<String> form,
            Strength strength,
            boolean number,
            NameWords names) {
        this(type, valid, form, valid, values -> true, strength, number, names);
    }

    Detector alone(Predicate<String> check) {
        return new Detector(type, valid, form, check, together, strength, number, names);
    }

    Detector together(Predicate<List<String>> check) {
        return new Detector(type, valid, form, alone, check, strength, number, names);
    }

    /// The word by which the column says that it is one, null where it does not.
    ColumnName.@Nullable Word named(ColumnName name) {
        // Values with a check or a form of their own leave little to doubt: any word of the name will do.
        return name.ends(names, strength == Strength.CHECKSUM || strength == Strength.FORM);
    }
}
