package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Recognises Chinese names of persons: a surname of the list with one or two further characters, or the form of
/// many minorities' names with a middle dot.
public final class PersonName {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}{2,4}");
    private static final Pattern DOTTED = Pattern.compile("\\p{IsHan}{1,10}([·•.]\\p{IsHan}{1,10})+");
    /// Words that begin with a surname but are not names: 高中, 金利镇.
    private static final Pattern THING = Pattern.compile("(高中|初中|.*[市区县镇乡村街路店厂局院站部室员类型级科费税款证表码号])");

    private static final Set<String> SURNAMES = words("surnames.txt");
    private static final Set<String> GIVEN = words("given-names.txt");

    /// The twenty most frequent surnames: two of five people have one of them.
    private static final String FREQUENT = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
    /// Share of the values that have one of them, if the values are names; of a list of goods or places far fewer have.
    private static final double FREQUENT_SHARE = 0.25;

    private static final int SURNAMES_OF_MANY = 5;

    private PersonName() {}

    /// Whether values with the form of names are those of many people: their surnames are as mixed as those of a town.
    static boolean areOfManyPeople(List<String> values) {
        Set<String> surnames = new HashSet<>();
        int frequent = 0;
        for (String value : values) {
            if (hasForm(value)) {
                surnames.add(first(value));
                frequent += FREQUENT.contains(first(value)) ? 1 : 0;
            }
        }
        return surnames.size() >= SURNAMES_OF_MANY && frequent >= FREQUENT_SHARE * values.size();
    }

    private static Set<String> words(String list) {
        Set<String> words = new HashSet<>();
        ResourceLists.lines(list).forEach(line -> words.addAll(List.of(line.split(" ", -1))));
        return words;
    }

    /// Whether the text is a name even without a matching column name: all characters of the given name must be
    /// frequent in given names. 杜仲 is a herb.
    static boolean isUnambiguous(String text) {
        if (!hasForm(text)) {
            return false;
        }
        return DOTTED.matcher(text).matches()
                || text.codePoints()
                        .skip(surnameLength(text))
                        .allMatch(character -> GIVEN.contains(Character.toString(character)));
    }

    /// Whether the text has the form of a name.
    static boolean hasForm(String text) {
        if (DOTTED.matcher(text).matches()) {
            return true;
        }
        if (!HAN.matcher(text).matches() || THING.matcher(text).matches()) {
            return false;
        }
        int characters = text.codePointCount(0, text.length());
        return surnameLength(text) == 2 || (characters <= 3 && SURNAMES.contains(first(text)));
    }

    /// Length of the surname in characters: two for compound surnames of the list, else one.
    public static int surnameLength(String name) {
        return name.codePointCount(0, name.length()) >= 3 && SURNAMES.contains(name.substring(0, 2)) ? 2 : 1;
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1));
    }
}
