package org.shuguan.dataplane.detect;

import org.shuguan.dataplane.detect.Vocabulary.Clarity;

/// What each piece of evidence about a column's type weighs. Weights are added; the sum gives the confidence (logistic
/// function): 0 is even odds, +3 is 0.95, −3 is 0.05. They were set by reasoning about columns of public schemas and
/// are
/// no city's choice; what is asserted from which confidence on is ([Thresholds]).
final class Weights {
    /// Before any evidence: a column has one type of many, if any.
    static final double BEFORE = -3;

    /// The most that is certain without a person's word.
    static final double MOST = 0.99;

    /// The comment, or a Chinese name, states the type.
    static final double SAYS = 4;
    /// It may mean the type.
    static final double SUGGESTS = 1.8;
    /// Name and comment state the same type.
    static final double AGREES = 1;

    /// Values with a matching name: from the first for a few valid values to the second for all.
    static final double VALID_LEAST = 1.5;

    static final double VALID_MOST = 4;
    /// The values have only the type's form; their check fails.
    static final double FORM_ONLY = 0.3;
    /// The values do not fit a name that states the type plainly, for personal information: it is kept.
    static final double MISFIT = -0.4;
    /// The values do not fit, otherwise.
    static final double REFUTED = -3.5;
    /// The declared type cannot hold such values: a number is no name.
    static final double IMPOSSIBLE = -6;

    /// The technical name is that of an identifier: apply_user_id with the comment 申请人.
    static final double IDENTIFIER = -4;
    /// The same for types that codes have, where no comment explains it: education_id may be the key of a table.
    static final double KEY = -1.5;
    /// A vague word for findings in a table that holds findings.
    static final double MEDICAL = 2;

    /// The name states another type, or that it is something else.
    static final double SAYS_OTHER = -2.5;
    /// The same against a checksum, which is stronger.
    static final double SAYS_OTHER_THAN_CHECKSUM = -1;
    /// A Chinese comment explains the column and has no word for the type; counts against types without a form.
    static final double UNSAID = -1.5;

    /// A column `name` of a table about people or organisations.
    static final double NAME_OF_SUBJECT = 4.2;
    /// A column `name` beside columns that only people have: sex, identity number.
    static final double NAME_BESIDE_PERSON = 3.2;
    /// Words for findings in a table about people.
    static final double FINDING_OF_PEOPLE = 1;
    /// A vague word in a table about people.
    static final double PEOPLE = 1;
    /// A vague word for money in a table without people.
    static final double NOBODY = -3;

    private Weights() {}

    /// Weight of a word in a name of Latin letters; not positive if it does not count.
    ///
    /// @param explained whether a Chinese comment explains the column, but has no known word
    static double ofLatin(Clarity clarity, boolean explained) {
        return switch (clarity) {
            case PLAIN -> explained ? 3.2 : 3.7;
            case LONG_INITIALS -> explained ? 2.9 : 3.5;
            case VAGUE -> explained ? 0.8 : 1.5;
            case INITIALS -> explained ? 0 : 2.4;
            case VAGUE_INITIALS -> explained ? 0 : 1.2;
        };
    }

    /// Weight of values without a matching name, by what they prove and how many different ones there are.
    ///
    /// @param valid share of valid values, 0 to 1
    static double ofValues(Detector.Strength strength, DataType type, double valid, int count) {
        double scale = 0.5 + valid / 2;
        return switch (strength) {
            // Identity numbers and credit codes have a check, a date or a region: one is no chance.
            case CHECKSUM -> count >= 5 ? 6.5 * scale : count >= 2 || isLong(type) ? 3.3 : 2;
            case FORM -> (count >= 5 ? 4.75 : count >= 3 ? 3.3 : 2.6) * scale;
            case HINT -> count >= 20 ? 3.2 * scale : 2.3 * scale;
            case SURNAMES, FINDINGS -> count >= 20 ? 3.4 * scale : count >= 5 ? 2.9 * scale : 2;
            case LIST -> 3.85;
            case TEXT -> count >= 3 ? 4.5 : 3.5;
            case NONE -> 0;
        };
    }

    private static boolean isLong(DataType type) {
        return DataType.RESIDENT_ID.equals(type) || DataType.CREDIT_CODE.equals(type);
    }

    /// The confidence, 0 to [#MOST].
    static double confidence(double points) {
        return Math.min(MOST, 1 / (1 + Math.exp(-points)));
    }
}
