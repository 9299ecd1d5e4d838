package org.shuguan.server.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Splits Chinese text into words. Names of items repeat across entries, so segmentations are cached.
final class ChineseSegmenter {
    private static final int CACHED = 50_000;
    private static final Set<String> STOP_WORDS = Set.of("的", "和", "与", "及", "或", "等", "在", "是", "有", "了", "之");

    private final Analyzer analyzer = new SmartChineseAnalyzer();
    private final Cache<String, List<String>> cache =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    /// The words of a run of Chinese characters in order; their concatenation is the run.
    List<String> words(String run) {
        return cache.get(run, this::segment);
    }

    /// The words without stop words.
    List<String> contentWords(String run) {
        return words(run).stream().filter(word -> !STOP_WORDS.contains(word)).toList();
    }

    private List<String> segment(String run) {
        List<String> words = new ArrayList<>();
        int done = 0;
        try (TokenStream tokens = analyzer.tokenStream("", run)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                // The analyzer drops or rewrites some characters, so they are copied from the run.
                int at = run.indexOf(term.toString(), done);
                if (at > done) {
                    words.add(run.substring(done, at));
                }
                if (at >= 0) {
                    words.add(term.toString());
                    done = at + term.length();
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (done < run.length()) {
            words.add(run.substring(done));
        }
        return List.copyOf(words);
    }
}
