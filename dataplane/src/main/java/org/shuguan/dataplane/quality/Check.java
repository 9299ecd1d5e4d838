package org.shuguan.dataplane.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;

/// What is required of the rows of a table. Columns are named as in the version that is examined; upper and lower case
/// are not distinguished. A row without a value is judged by [Present] alone: to every other check it does not apply.
public sealed interface Check {
    /// The column has a value that is not blank.
    record Present(String column) implements Check {}

    /// The length of a value in characters.
    ///
    /// @param least null for no lower limit
    /// @param most null for no upper limit
    record Length(
            String column,
            @Nullable Integer least,
            @Nullable Integer most) implements Check {}

    /// The whole value matches a regular expression (RE2, in linear time).
    record Pattern(String column, String expression) implements Check {}

    /// The value is one of these codes.
    record Codes(String column, List<String> codes) implements Check {
        public Codes {
            codes = List.copyOf(codes);
        }
    }

    /// The value is a number of this kind with a right check character.
    record Identifier(String column, CheckedNumber number) implements Check {}

    /// Numbers with a form that can be checked.
    enum CheckedNumber {
        /// 公民身份号码, 18 characters (GB 11643-1999), with a day of birth that exists. The numbers of 15 digits ended
        /// in 2013 and are wrong.
        RESIDENT_ID,
        /// 统一社会信用代码 (GB 32100-2015)
        CREDIT_CODE,
        /// mobile numbers of the mainland, 11 digits
        MOBILE
    }

    /// A date is the day of birth in an identity number: its characters 7 to 14.
    record BirthOfId(String date, String id) implements Check {}

    /// A sex is that of an identity number: its character 17 is odd for men.
    ///
    /// @param male values that mean a man; `female` those that mean a woman. Other values are not judged.
    record SexOfId(String sex, String id, List<String> male, List<String> female) implements Check {
        public SexOfId {
            male = List.copyOf(male);
            female = List.copyOf(female);
        }
    }

    /// The value lies in a range, both ends included.
    ///
    /// @param least a number, or a day as 2026-01-31; null for no lower limit
    /// @param most null for no upper limit
    record Range(
            String column, @Nullable String least, @Nullable String most) implements Check {}

    /// The first date or number is not after the second.
    record Order(String first, String second) implements Check {}

    /// The date is not after the day of the examination.
    record NotFuture(String column) implements Check {}

    /// The value is none of those that people type when they have none: 张三, 13800000000, 无.
    record NotFiller(String column, List<String> fillers) implements Check {
        public NotFiller {
            fillers = List.copyOf(fillers);
        }
    }

    /// No two rows have the same values in these columns. All rows of a repeated value fail, not only the second.
    record Unique(List<String> columns) implements Check {
        public Unique {
            columns = List.copyOf(columns);
        }
    }

    /// The value occurs in a column of another table.
    ///
    /// @param version the version of the other table
    record Reference(String column, LakeTable table, LakeVersion version, String other) implements Check {}

    /// A condition in the safe dialect ([Condition]) that must be true. Where it yields nothing it does not apply.
    ///
    /// @param titles names by which columns may be called as well
    record Sql(String condition, java.util.Map<String, String> titles) implements Check {
        public Sql {
            titles = java.util.Map.copyOf(titles);
        }
    }
}
