package org.shuguan.server.finding;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Splits a text into fragments: of Chinese every fragment of one to four signs, so that what people ask for is
/// mostly a single entry of the index and needs no looking at positions; of letters and digits whole words. A
/// position is a Chinese sign or a word.
final class SignAnalyzer extends Analyzer {
    static final int LONGEST = 4;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new Fragments());
    }

    /// Items of one entry must not flow into one another.
    @Override
    public int getPositionIncrementGap(String field) {
        return 10;
    }

    private static final class Fragments extends Tokenizer {
        private static final int LONGEST_WORD = 255;

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private Signs signs = Signs.of("");
        private List<Signs.Run> runs = List.of();
        private int run;
        private int at;
        private int length;

        @Override
        public void reset() throws IOException {
            super.reset();
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1024];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                text.append(buffer, 0, read);
            }
            signs = Signs.of(text.toString());
            runs = signs.runs();
            run = 0;
            length = 0;
            at = runs.isEmpty() ? 0 : runs.getFirst().start();
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (run >= runs.size()) {
                return false;
            }
            Signs.Run now = runs.get(run);
            if (!now.han()) {
                put(now.start(), Math.min(now.end(), now.start() + LONGEST_WORD), 1);
                nextRun();
                return true;
            }
            length++;
            put(at, at + length, length == 1 ? 1 : 0);
            if (length == LONGEST || at + length == now.end()) {
                at++;
                length = 0;
                if (at == now.end()) {
                    nextRun();
                }
            }
            return true;
        }

        private void nextRun() {
            run++;
            length = 0;
            at = run < runs.size() ? runs.get(run).start() : 0;
        }

        private void put(int start, int end, int positions) {
            term.append(signs.text(start, end));
            step.setPositionIncrement(positions);
        }
    }
}
