package org.shuguan.dataplane.detect;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A type that a city adds to those that a census knows. Columns whose name or comment ends with its name, or with one
/// of the city's words for it ([CityWord]), have it. Columns with it are masked completely if they are personal
/// information or of grade 3 or higher.
///
/// @param name its name in all languages, by which it is known
/// @param grade the least grade of columns that have it
/// @param category category of personal information ([KnownTypes#categories]), null if it is not personal
/// @param sensitive whether it is sensitive personal information
/// @param form regular expression (RE2) for the whole of a value, null if values have no particular form
/// @param byValues whether values of this form alone say that a column has the type, whatever its name
public record CityType(
        String name,
        Grade grade,
        @Nullable String category,
        boolean sensitive,
        @Nullable String form,
        boolean byValues) {
    /// The longest name, in characters.
    public static final int LONGEST = 30;
    /// The longest form, in characters.
    public static final int LONGEST_FORM = 200;

    /// Values that columns of many kinds have.
    private static final List<String> OFTEN = List.of(
            "",
            "0",
            "-1",
            "12",
            "1234",
            "123456",
            "1234567890",
            "3.14",
            "2024-01-31",
            "20240131",
            "2024-01-31 08:30:00",
            "13800000000",
            "是",
            "男",
            "张三",
            "有效",
            "肇庆市",
            "A",
            "abc",
            "true",
            "user_name");

    public CityType {
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException("a type's name has 1 to " + LONGEST + " characters: " + name);
        }
        if (form != null && problemOf(form) != null) {
            throw new IllegalArgumentException(problemOf(form));
        }
    }

    /// The type, as columns are recognised.
    public DataType type() {
        return DataType.ofCity(name);
    }

    /// Whether the grade is below the least of its category, which the delivered types keep too (`grades.properties`).
    public boolean isBelowItsCategory() {
        Grade least = sensitive ? Grade.GENERAL_4 : category != null ? Grade.GENERAL_2 : Grade.GENERAL_1;
        return grade.compareTo(least) < 0;
    }

    /// Why the text is no regular expression, in English; null if it is one.
    public static @Nullable String problemOf(String form) {
        try {
            Pattern.compile(form);
            return null;
        } catch (PatternSyntaxException wrong) {
            return wrong.getMessage();
        }
    }

    /// Whether a value has the type's form, in linear time whatever the form is; any value without one.
    public Predicate<String> check() {
        return form == null ? value -> true : Pattern.compile(form)::matches;
    }

    /// Whether the form excludes the values that columns of many kinds have; otherwise values alone would claim columns
    /// by chance.
    public static boolean isDistinct(String form) {
        Pattern pattern = Pattern.compile(form);
        return OFTEN.stream().noneMatch(pattern::matches);
    }
}
