package org.shuguan.server.search;

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

/// Builds the field [Fields#ANY] of a version: every n-gram of all its text fields with its impact, which is the
/// best of its scores in the [BoostedField]s plus a fraction of the others. The impact is computed when the
/// version is indexed and stored as the term frequency. A query of up to four characters then needs one postings
/// list instead of a dozen, and Lucene finds its best documents without reading the whole list.
final class ImpactFieldBuilder {
    /// BM25's k1: how fast the effect of further occurrences of a term decreases.
    static final float K1 = 1.2f;
    /// BM25's b: how much the length of a field lowers the score of its terms.
    static final float B = 0.75f;

    private static final int LONGEST_NAME = 80;
    /// Term frequencies are integers: a score of 1 is stored as this frequency.
    private static final float STEPS = 16;

    /// Reads the stored frequency as the score.
    static final Similarity SIMILARITY = new Similarity() {
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
    private static final Analyzer NGRAMS = new NgramAnalyzer();

    /// The tokens of one text field of the version.
    private static final class Tokens {
        private final Map<String, Integer> frequencies = new HashMap<>();
        private final Set<String> names = new HashSet<>();
        private int length;
    }

    private final Map<BoostedField, Tokens> fields = new EnumMap<>(BoostedField.class);

    private static FieldType type() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    /// Adds a text of a field; a field may have several texts.
    void add(BoostedField field, String text) {
        Tokens tokens = fields.computeIfAbsent(field, any -> new Tokens());
        if (field.exactField() != null) {
            String name = NormalizedText.of(text).asTerm();
            if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
                tokens.names.add(name);
            }
        }
        try (TokenStream ngrams = NGRAMS.tokenStream(field.field(), text)) {
            CharTermAttribute term = ngrams.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment = ngrams.addAttribute(PositionIncrementAttribute.class);
            ngrams.reset();
            while (ngrams.incrementToken()) {
                tokens.frequencies.merge(term.toString(), 1, Integer::sum);
                tokens.length += increment.getPositionIncrement();
            }
            ngrams.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Field build() {
        Map<String, Float> best = new HashMap<>();
        Map<String, Float> sum = new HashMap<>();
        fields.forEach((field, tokens) -> tokens.frequencies.forEach((ngram, frequency) -> {
            float score = field.boost() * saturated(frequency, tokens.length / field.averageLength());
            addScore(ngram, score, best, sum);
        }));
        // A whole name is also one term, whatever its length.
        fields.forEach((field, tokens) -> tokens.names.forEach(name -> addScore(name, field.exactBoost(), best, sum)));
        Map<String, Integer> impacts = new HashMap<>();
        best.forEach((term, most) -> {
            float all = most + Queries.TIE_BREAKER * (Objects.requireNonNull(sum.get(term)) - most);
            impacts.put(term, Math.max(1, Math.round(all * STEPS)));
        });
        return new Field(Fields.ANY, new ImpactStream(impacts.entrySet().iterator()), TYPE);
    }

    private static void addScore(String term, float score, Map<String, Float> best, Map<String, Float> sum) {
        best.merge(term, score, Math::max);
        sum.merge(term, score, Float::sum);
    }

    private static float saturated(int frequency, float relativeLength) {
        return frequency / (frequency + K1 * (1 - B + B * relativeLength));
    }

    private static final class ImpactStream extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final TermFrequencyAttribute impact = addAttribute(TermFrequencyAttribute.class);
        private final Iterator<Map.Entry<String, Integer>> impacts;

        ImpactStream(Iterator<Map.Entry<String, Integer>> impacts) {
            this.impacts = impacts;
        }

        @Override
        public boolean incrementToken() {
            if (!impacts.hasNext()) {
                return false;
            }
            clearAttributes();
            Map.Entry<String, Integer> next = impacts.next();
            term.append(next.getKey());
            impact.setTermFrequency(next.getValue());
            return true;
        }
    }
}
