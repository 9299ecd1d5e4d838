package org.shuguan.server.finding;

import java.util.Collection;
import java.util.List;

/// A unit by all that it is called.
record UnitName(String code, String name, String nameEn) {
    private static final int SHORTEST = 2;

    /// Whether one of the words is its code, or stands in its name, or is how its name is typed.
    boolean isCalled(Collection<String> words) {
        List<String> names = List.of(Signs.of(name).bare(), Signs.of(nameEn).bare());
        return words.stream()
                .map(word -> Signs.of(word).bare())
                .filter(word -> word.length() >= SHORTEST)
                .anyMatch(word -> word.equalsIgnoreCase(code)
                        || names.stream().anyMatch(one -> one.contains(word))
                        || Pinyin.of(List.of(names.getFirst())).initials().equals(word));
    }
}
