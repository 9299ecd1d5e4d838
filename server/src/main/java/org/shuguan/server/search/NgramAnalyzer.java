package org.shuguan.server.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Splits a text into tokens: Chinese into every n-gram of one to four characters, so that a query of that length
/// is usually one term and needs no positions; letters and digits into whole words. A position is a Chinese
/// character or a word.
final class NgramAnalyzer extends Analyzer {
    /// Characters of the longest n-gram.
    static final int MAX_NGRAM = 4;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new NgramTokenizer());
    }

    /// Prevents a phrase from matching across two items of an entry.
    @Override
    public int getPositionIncrementGap(String field) {
        return 10;
    }

    private static final class NgramTokenizer extends Tokenizer {
        private static final int MAX_WORD = 255;

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private NormalizedText text = NormalizedText.of("");
        private List<NormalizedText.Run> runs = List.of();
        private int run;
        private int start;
        private int length;

        @Override
        public void reset() throws IOException {
            super.reset();
            StringBuilder whole = new StringBuilder();
            char[] buffer = new char[1024];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                whole.append(buffer, 0, read);
            }
            text = NormalizedText.of(whole.toString());
            runs = text.runs();
            run = 0;
            length = 0;
            start = runs.isEmpty() ? 0 : runs.getFirst().start();
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (run >= runs.size()) {
                return false;
            }
            NormalizedText.Run current = runs.get(run);
            if (!current.chinese()) {
                emit(current.start(), Math.min(current.end(), current.start() + MAX_WORD), 1);
                nextRun();
                return true;
            }
            length++;
            emit(start, start + length, length == 1 ? 1 : 0);
            if (length == MAX_NGRAM || start + length == current.end()) {
                start++;
                length = 0;
                if (start == current.end()) {
                    nextRun();
                }
            }
            return true;
        }

        private void nextRun() {
            run++;
            length = 0;
            start = run < runs.size() ? runs.get(run).start() : 0;
        }

        private void emit(int from, int to, int positions) {
            term.append(text.text(from, to));
            increment.setPositionIncrement(positions);
        }
    }
}
