package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;

/// What every fragment of a version counts, wherever in it it stands: the best of its places and a little of the
/// others, as [Look] weighs them. It is computed when the version is written and kept where the index keeps how often
/// a term occurs. A question of up to four signs is then a single list, whose best are found without looking at all
/// of it, instead of a dozen.
final class Impacts {
    /// How fast a word that comes again stops to count more, and how much the length of its place matters: BM25's k1
    /// and b.
    static final float SATURATION = 1.2f;

    static final float LENGTH_COUNTS = 0.75f;
    private static final int LONGEST_NAME = 80;
    /// A frequency is whole: so many make a score of 1.
    private static final float STEPS = 16;

    static final Similarity SCORING = new Similarity() {
        @Override
        public long computeNorm(FieldInvertState state) {
            return 1;
        }

        @Override
        public SimScorer scorer(float boost, CollectionStatistics field, TermStatistics... terms) {
            return new SimScorer() {
                @Override
                public float score(float frequency, long norm) {
                    return boost * frequency / STEPS;
                }
            };
        }
    };

    private static final FieldType TYPE = type();
    private static final Analyzer FRAGMENTS = new SignAnalyzer();

    /// What one place of the version holds.
    private static final class Held {
        private final Map<String, Integer> frequencies = new HashMap<>();
        private final Set<String> whole = new HashSet<>();
        private int length;
    }

    private final Map<Look.Place, Held> places = new EnumMap<>(Look.Place.class);

    private static FieldType type() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    void add(Look.Place place, String text) {
        Held held = places.computeIfAbsent(place, any -> new Held());
        if (place.whole() != null) {
            String name = Signs.of(text).bare();
            if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
                held.whole.add(name);
            }
        }
        try (TokenStream fragments = FRAGMENTS.tokenStream(place.field(), text)) {
            CharTermAttribute term = fragments.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute step = fragments.addAttribute(PositionIncrementAttribute.class);
            fragments.reset();
            while (fragments.incrementToken()) {
                held.frequencies.merge(term.toString(), 1, Integer::sum);
                held.length += step.getPositionIncrement();
            }
            fragments.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All that was added, as one field.
    Field field() {
        Map<String, Float> best = new HashMap<>();
        Map<String, Float> sum = new HashMap<>();
        places.forEach((place, held) -> held.frequencies.forEach((fragment, frequency) -> {
            float score = place.weight() * saturated(frequency, held.length / place.usualLength());
            count(fragment, score, best, sum);
        }));
        // A whole name is a term too, however long.
        places.forEach((place, held) -> held.whole.forEach(name -> count(name, place.wholeWeight(), best, sum)));
        Map<String, Integer> steps = new HashMap<>();
        best.forEach((fragment, most) -> {
            float all = most + Look.ALSO * (Objects.requireNonNull(sum.get(fragment)) - most);
            steps.put(fragment, Math.max(1, Math.round(all * STEPS)));
        });
        return new Field(Fields.ANY, new Counted(steps.entrySet().iterator()), TYPE);
    }

    private static void count(String fragment, float score, Map<String, Float> best, Map<String, Float> sum) {
        best.merge(fragment, score, Math::max);
        sum.merge(fragment, score, Float::sum);
    }

    private static float saturated(int frequency, float length) {
        return frequency / (frequency + SATURATION * (1 - LENGTH_COUNTS + LENGTH_COUNTS * length));
    }

    private static final class Counted extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final TermFrequencyAttribute steps = addAttribute(TermFrequencyAttribute.class);
        private final Iterator<Map.Entry<String, Integer>> each;

        Counted(Iterator<Map.Entry<String, Integer>> each) {
            this.each = each;
        }

        @Override
        public boolean incrementToken() {
            if (!each.hasNext()) {
                return false;
            }
            clearAttributes();
            Map.Entry<String, Integer> next = each.next();
            term.append(next.getKey());
            steps.setTermFrequency(next.getValue());
            return true;
        }
    }
}
