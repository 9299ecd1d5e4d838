package org.shuguan.server.search;

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
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/// The names and words that occur in entries, by the ways to type them: literally, in pinyin, by pinyin initials.
/// They are terms `typed␁word` of the index, which lists the entries that contain them. So no second dictionary
/// must be updated, and whether a reader may see a word follows from the entries.
final class Vocabulary {
    private static final char SEPARATOR = '\u0001';
    private static final int LONGEST_PHRASE = 40;
    private static final int LONGEST_TYPED = 48;
    private static final int MAX_WORDS_OF_A_PHRASE = 4;
    private static final int MAX_TERMS_READ = 1_000;

    private Vocabulary() {}

    /// The phrases of a name: the whole name, and every sequence of up to four of its words.
    static Set<String> phrases(NormalizedText name, ChineseSegmenter segmenter) {
        Set<String> phrases = new LinkedHashSet<>();
        String whole = name.asTerm();
        if (whole.length() > 1 && whole.length() <= LONGEST_PHRASE) {
            phrases.add(whole);
        }
        for (NormalizedText.Run run : name.runs()) {
            if (run.chinese()) {
                List<String> words = segmenter.words(name.text(run.start(), run.end()));
                for (int from = 0; from < words.size(); from++) {
                    StringBuilder phrase = new StringBuilder();
                    for (int to = from; to < Math.min(words.size(), from + MAX_WORDS_OF_A_PHRASE); to++) {
                        phrase.append(words.get(to));
                        if (phrase.length() > 1) {
                            phrases.add(phrase.toString());
                        }
                    }
                }
            }
        }
        return phrases;
    }

    /// The index terms of a phrase, one for each way to type it.
    static List<String> terms(String phrase, ChineseSegmenter segmenter) {
        List<String> words = new ArrayList<>();
        NormalizedText text = NormalizedText.of(phrase);
        for (NormalizedText.Run run : text.runs()) {
            String part = text.text(run.start(), run.end());
            words.addAll(run.chinese() ? segmenter.words(part) : List.of(part));
        }
        Pinyin.Reading reading = Pinyin.of(words);
        Set<String> typed = new LinkedHashSet<>(List.of(phrase));
        if (!reading.full().equals(phrase)) {
            typed.add(reading.full());
            typed.add(reading.initials());
        }
        return typed.stream()
                .filter(one -> one.length() > 1 && one.length() <= LONGEST_TYPED)
                .map(one -> one + SEPARATOR + phrase)
                .toList();
    }

    /// The phrases with exactly this typed form, or if there are none, those whose typed form starts with it; the
    /// most frequent first.
    static List<String> typedAs(IndexReader reader, String typed, int limit) {
        Map<String, Integer> frequencies = new HashMap<>();
        collectPrefix(reader, typed + SEPARATOR, frequencies);
        if (frequencies.isEmpty() && typed.length() > 2) {
            collectPrefix(reader, typed, frequencies);
        }
        return mostFrequent(frequencies, limit);
    }

    /// The phrases whose typed form is within an edit distance of one, or of two for eight letters and more; the
    /// most frequent first.
    static List<String> typedAlmostAs(IndexReader reader, String typed, int limit) {
        int edits = typed.length() < 8 ? 1 : 2;
        Automaton almost = Operations.determinize(
                Operations.concatenate(List.of(
                        new LevenshteinAutomata(typed, true).toAutomaton(edits),
                        Automata.makeChar(SEPARATOR),
                        Automata.makeAnyString())),
                Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        CompiledAutomaton compiled = new CompiledAutomaton(almost, false, true, false);
        Map<String, Integer> frequencies = new HashMap<>();
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(Fields.VOCABULARY);
                if (terms != null) {
                    collectAll(compiled.getTermsEnum(terms), frequencies);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mostFrequent(frequencies, limit);
    }

    private static void collectPrefix(IndexReader reader, String prefix, Map<String, Integer> frequencies) {
        BytesRef from = new BytesRef(prefix);
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(Fields.VOCABULARY);
                TermsEnum each = terms == null ? null : terms.iterator();
                if (each != null && each.seekCeil(from) != TermsEnum.SeekStatus.END) {
                    int read = 0;
                    for (BytesRef term = each.term();
                            term != null && StringHelper.startsWith(term, from) && read < MAX_TERMS_READ;
                            term = each.next()) {
                        frequencies.merge(phrase(term), each.docFreq(), Integer::sum);
                        read++;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collectAll(TermsEnum each, Map<String, Integer> frequencies) throws IOException {
        int read = 0;
        for (BytesRef term = each.next(); term != null && read < MAX_TERMS_READ; term = each.next()) {
            frequencies.merge(phrase(term), each.docFreq(), Integer::sum);
            read++;
        }
    }

    private static List<String> mostFrequent(Map<String, Integer> frequencies, int limit) {
        return frequencies.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The phrase of an index term.
    static String phrase(BytesRef term) {
        String whole = term.utf8ToString();
        return whole.substring(whole.indexOf(SEPARATOR) + 1);
    }
}
