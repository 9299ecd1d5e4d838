package org.shuguan.server.finding;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The city's units by all that they are called.
final class UnitNames {
    private static final int SHORTEST = 2;
    private static final String CITYS = "市";

    /// As the index spells them.
    private record Spelled(String code, String name, String nameEn, String initials) {
        boolean isCalled(String word) {
            return word.equalsIgnoreCase(code) || name.contains(word) || nameEn.contains(word) || initials.equals(word);
        }
    }

    private final List<Spelled> units;
    private final Set<String> whole = new HashSet<>();
    private final int longest;

    UnitNames(List<UnitName> units) {
        this.units = units.stream()
                .map(unit -> {
                    String name = Signs.of(unit.name()).bare();
                    return new Spelled(
                            unit.code(),
                            name,
                            Signs.of(unit.nameEn()).bare(),
                            Pinyin.of(List.of(name)).initials());
                })
                .toList();
        this.units.stream().map(Spelled::name).forEach(name -> {
            whole.add(name);
            if (name.startsWith(CITYS)) {
                whole.add(name.substring(CITYS.length()));
            }
        });
        whole.removeIf(name -> name.length() < SHORTEST);
        this.longest = whole.stream().mapToInt(String::length).max().orElse(0);
    }

    /// The codes of units of which a word is the code, stands in the name, or is how the name is typed.
    List<String> called(Collection<String> words) {
        List<String> spelled = words.stream()
                .map(word -> Signs.of(word).bare())
                .filter(word -> word.length() >= SHORTEST)
                .toList();
        return units.stream()
                .filter(unit -> spelled.stream().anyMatch(unit::isCalled))
                .map(Spelled::code)
                .toList();
    }

    /// Whether the text, as the index spells it, is the whole name of a unit; 市人社局 is 人社局 too.
    boolean isOne(String text) {
        return whole.contains(text);
    }

    /// Where the longest whole name that starts at a place of the text ends; the place itself where none does.
    int end(String text, int start) {
        for (int end = Math.min(text.length(), start + longest); end > start; end--) {
            if (isOne(text.substring(start, end))) {
                return end;
            }
        }
        return start;
    }
}
