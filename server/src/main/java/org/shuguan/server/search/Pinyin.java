package org.shuguan.server.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import java.util.Locale;

/// The pinyin of Chinese words as people type it: 社会保险 → `shehuibaoxian` and `shbx`. Characters are read in the
/// context of their word: 银行 is `yinhang` and 行政 is `xingzheng`.
final class Pinyin {
    private static final int CACHED = 50_000;
    private static final Cache<String, Reading> CACHE =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    /// @param full all syllables joined
    /// @param initials the first letters of the syllables
    record Reading(String full, String initials) {
        private static final Reading EMPTY = new Reading("", "");

        Reading plus(Reading next) {
            return new Reading(full + next.full, initials + next.initials);
        }
    }

    private Pinyin() {}

    /// The concatenated reading of the words; words of letters and digits are their own reading.
    static Reading of(List<String> words) {
        Reading all = Reading.EMPTY;
        for (String word : words) {
            all = all.plus(CACHE.get(word, Pinyin::read));
        }
        return all;
    }

    private static Reading read(String word) {
        if (word.chars().allMatch(character -> character < 0x80)) {
            return new Reading(word, word);
        }
        StringBuilder full = new StringBuilder();
        StringBuilder initials = new StringBuilder();
        for (String syllable :
                PinyinHelper.toPinyin(word, PinyinStyleEnum.NORMAL, " ").split(" ", -1)) {
            // Input methods write ü as v.
            String letters = syllable.replace('ü', 'v').toLowerCase(Locale.ROOT);
            if (!letters.isEmpty() && letters.chars().allMatch(character -> character < 0x80)) {
                full.append(letters);
                initials.append(letters.charAt(0));
            }
        }
        return new Reading(full.toString(), initials.toString());
    }
}
