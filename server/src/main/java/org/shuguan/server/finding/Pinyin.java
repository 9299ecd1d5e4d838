package org.shuguan.server.finding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import java.util.Locale;

/// How Chinese words sound in letters, as people type them: 社会保险 → `shehuibaoxian` and `shbx`. The reading is the
/// word's, so that 银行 is `yinhang` and 行政 `xingzheng`.
final class Pinyin {
    private static final int KEPT = 50_000;
    private static final Cache<String, Sound> KNOWN =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /// @param full all syllables together
    /// @param initials their first letters
    record Sound(String full, String initials) {
        private static final Sound NONE = new Sound("", "");

        Sound then(Sound next) {
            return new Sound(full + next.full, initials + next.initials);
        }
    }

    private Pinyin() {}

    /// Letters and digits among the words stand for themselves.
    static Sound of(List<String> words) {
        Sound all = Sound.NONE;
        for (String word : words) {
            all = all.then(KNOWN.get(word, Pinyin::say));
        }
        return all;
    }

    private static Sound say(String word) {
        if (word.chars().allMatch(sign -> sign < 0x80)) {
            return new Sound(word, word);
        }
        StringBuilder full = new StringBuilder();
        StringBuilder initials = new StringBuilder();
        for (String syllable :
                PinyinHelper.toPinyin(word, PinyinStyleEnum.NORMAL, " ").split(" ", -1)) {
            // Keyboards write ü as v.
            String letters = syllable.replace('ü', 'v').toLowerCase(Locale.ROOT);
            if (!letters.isEmpty() && letters.chars().allMatch(sign -> sign < 0x80)) {
                full.append(letters);
                initials.append(letters.charAt(0));
            }
        }
        return new Sound(full.toString(), initials.toString());
    }
}
