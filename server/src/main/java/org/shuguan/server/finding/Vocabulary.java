package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/// The names and words that the entries use, each under the ways in which it can be typed: as it is, by its sound, by
/// its initials. They stand in the index as terms `typed␁word`, with the entries that have them, so nothing has to be
/// kept in step and what nobody may see can be told from what somebody may.
final class Vocabulary {
    private static final char BETWEEN = '\u0001';
    private static final int LONGEST = 40;
    private static final int LONGEST_KEY = 48;
    private static final int MOST_WORDS_TOGETHER = 4;
    private static final int MOST_LOOKED_AT = 1_000;

    private Vocabulary() {}

    /// A name whole, and the words in it that follow each other.
    static Set<String> phrases(Signs name, ChineseWords words) {
        Set<String> phrases = new LinkedHashSet<>();
        String bare = name.bare();
        if (bare.length() > 1 && bare.length() <= LONGEST) {
            phrases.add(bare);
        }
        for (Signs.Run run : name.runs()) {
            if (run.han()) {
                List<String> parts = words.of(name.text(run.start(), run.end()));
                for (int from = 0; from < parts.size(); from++) {
                    StringBuilder together = new StringBuilder();
                    for (int to = from; to < Math.min(parts.size(), from + MOST_WORDS_TOGETHER); to++) {
                        together.append(parts.get(to));
                        if (together.length() > 1) {
                            phrases.add(together.toString());
                        }
                    }
                }
            }
        }
        return phrases;
    }

    /// The terms under which a phrase is found.
    static List<String> terms(String phrase, ChineseWords words) {
        List<String> parts = new ArrayList<>();
        Signs signs = Signs.of(phrase);
        for (Signs.Run run : signs.runs()) {
            String text = signs.text(run.start(), run.end());
            parts.addAll(run.han() ? words.of(text) : List.of(text));
        }
        Pinyin.Sound sound = Pinyin.of(parts);
        Set<String> keys = new LinkedHashSet<>(List.of(phrase));
        if (!sound.full().equals(phrase)) {
            keys.add(sound.full());
            keys.add(sound.initials());
        }
        return keys.stream()
                .filter(key -> key.length() > 1 && key.length() <= LONGEST_KEY)
                .map(key -> key + BETWEEN + phrase)
                .toList();
    }

    /// What is typed so exactly; where nothing is, what begins so. The more entries have it, the sooner it comes.
    static List<String> typedAs(IndexReader reader, String typed, int most) {
        Map<String, Integer> found = new HashMap<>();
        collect(reader, typed + BETWEEN, found);
        if (found.isEmpty() && typed.length() > 2) {
            collect(reader, typed, found);
        }
        return frequent(found, most);
    }

    /// What is typed nearly so: up to two letters wrong, missing or too many.
    static List<String> typedNearly(IndexReader reader, String typed, int most) {
        int edits = typed.length() < 8 ? 1 : 2;
        Automaton near = Operations.determinize(
                Operations.concatenate(List.of(
                        new LevenshteinAutomata(typed, true).toAutomaton(edits),
                        Automata.makeChar(BETWEEN),
                        Automata.makeAnyString())),
                Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        CompiledAutomaton compiled = new CompiledAutomaton(near, false, true, false);
        Map<String, Integer> found = new HashMap<>();
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(Fields.SAY);
                if (terms != null) {
                    count(compiled.getTermsEnum(terms), found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frequent(found, most);
    }

    private static void collect(IndexReader reader, String prefix, Map<String, Integer> found) {
        BytesRef from = new BytesRef(prefix);
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(Fields.SAY);
                TermsEnum each = terms == null ? null : terms.iterator();
                if (each != null && each.seekCeil(from) != TermsEnum.SeekStatus.END) {
                    int seen = 0;
                    for (BytesRef term = each.term();
                            term != null && startsWith(term, from) && seen < MOST_LOOKED_AT;
                            term = each.next()) {
                        found.merge(phrase(term), each.docFreq(), Integer::sum);
                        seen++;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void count(TermsEnum each, Map<String, Integer> found) throws IOException {
        int seen = 0;
        for (BytesRef term = each.next(); term != null && seen < MOST_LOOKED_AT; term = each.next()) {
            found.merge(phrase(term), each.docFreq(), Integer::sum);
            seen++;
        }
    }

    private static List<String> frequent(Map<String, Integer> found, int most) {
        return found.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    static boolean startsWith(BytesRef term, BytesRef prefix) {
        return org.apache.lucene.util.StringHelper.startsWith(term, prefix);
    }

    static String phrase(BytesRef term) {
        String whole = term.utf8ToString();
        return whole.substring(whole.indexOf(BETWEEN) + 1);
    }
}
