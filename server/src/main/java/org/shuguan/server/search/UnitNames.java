package org.shuguan.server.search;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The units that a query can name, by code, name, part of a name, or pinyin initials.
final class UnitNames {
    private static final int SHORTEST = 2;
    private static final String CITY_PREFIX = "市";

    /// Names as normalized in the index.
    private record Normalized(String code, String name, String nameEn, String initials) {
        boolean isNamedBy(String word) {
            return word.equalsIgnoreCase(code) || name.contains(word) || nameEn.contains(word) || initials.equals(word);
        }
    }

    private final List<Normalized> units;
    private final Set<String> fullNames = new HashSet<>();
    private final int longest;

    UnitNames(List<UnitName> units) {
        this.units = units.stream()
                .map(unit -> {
                    String name = NormalizedText.of(unit.name()).asTerm();
                    return new Normalized(
                            unit.code(),
                            name,
                            NormalizedText.of(unit.nameEn()).asTerm(),
                            Pinyin.of(List.of(name)).initials());
                })
                .toList();
        this.units.stream().map(Normalized::name).forEach(name -> {
            fullNames.add(name);
            if (name.startsWith(CITY_PREFIX)) {
                fullNames.add(name.substring(CITY_PREFIX.length()));
            }
        });
        fullNames.removeIf(name -> name.length() < SHORTEST);
        this.longest = fullNames.stream().mapToInt(String::length).max().orElse(0);
    }

    /// Codes of the units that any of the words names. Words of one character are ignored.
    List<String> codesNamed(Collection<String> words) {
        List<String> normalized = words.stream()
                .map(word -> NormalizedText.of(word).asTerm())
                .filter(word -> word.length() >= SHORTEST)
                .toList();
        return units.stream()
                .filter(unit -> normalized.stream().anyMatch(unit::isNamedBy))
                .map(Normalized::code)
                .toList();
    }

    /// Whether the normalized text is a unit's full name; the city's prefix may be missing (人社局 for 市人社局).
    boolean isFullName(String text) {
        return fullNames.contains(text);
    }

    /// The end of the longest full name that starts at `start`, or `start` if there is none.
    int endOfName(String text, int start) {
        for (int end = Math.min(text.length(), start + longest); end > start; end--) {
            if (isFullName(text.substring(start, end))) {
                return end;
            }
        }
        return start;
    }
}
