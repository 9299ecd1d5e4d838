package org.shuguan.dataplane.detect;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rules that recognise one type.
///
/// @param type the type that is recognised
/// @param valid whether a value passes the type's check
/// @param form whether a value has the type's form, even if its check fails; so that a column full of wrong
///     checksums is recognised and its errors are reported
/// @param alone the check for values of columns whose name does not match
/// @param together a check of all values of such a column together: the mobile numbers of a town are not all from
///     one network
/// @param strength how much a match proves by itself
/// @param number whether blanks, hyphens and lower case inside a value are ignored
/// @param names usual names of such columns
record Detector(
        DataType type,
        Predicate<String> valid,
        Predicate<String> form,
        Predicate<String> alone,
        Predicate<List<String>> together,
        Strength strength,
        boolean number,
        NameWords names) {
    /// How much values prove without a matching column name.
    enum Strength {
        /// a checksum: one random value in ten passes, but never most of them
        CHECKSUM(0.97, 0.5),
        /// a form that hardly anything else has
        FORM(0.85, 0.75),
        /// a list, or a form that other things have too
        HINT(0.55, 0.8),
        /// an enumeration: its Chinese names are evidence, its bare codes are not
        LIST(0.7, 0.75),
        /// a form that proves nothing by itself
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

        /// The minimum share of matching values.
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

    Detector withUnnamedCheck(Predicate<String> check) {
        return new Detector(type, valid, form, check, together, strength, number, names);
    }

    Detector withColumnCheck(Predicate<List<String>> check) {
        return new Detector(type, valid, form, alone, check, strength, number, names);
    }

    /// The word in the column's name that matches this type, null if there is none.
    ColumnName.@Nullable Word named(ColumnName name) {
        // If values have a check or a form of their own, a word anywhere in the name is enough.
        return name.find(names, strength == Strength.CHECKSUM || strength == Strength.FORM);
    }
}
