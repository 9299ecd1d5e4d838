package org.shuguan.dataplane.source;

import java.nio.charset.Charset;

/// How usual characters are in texts of a kind: tells text that was decoded with the right encoding from text that
/// was decoded with another, in which rare characters stand.
final class UsualCharacters {
    private static final double RARE = 0.5;
    /// the first byte of the most usual characters of GB 2312 (level 1), and of all its characters
    private static final float[] CHINA = weights("GB18030", 0xB0, 0xD7, 0xA1, 0xF7);
    /// the same of Big5
    private static final float[] TAIWAN = weights("Big5", 0xA4, 0xC6, 0xA1, 0xF9);

    private UsualCharacters() {}

    static double inChina(char character) {
        return Character.isHighSurrogate(character) ? RARE : CHINA[character];
    }

    static double inTaiwan(char character) {
        return Character.isHighSurrogate(character) ? 0 : TAIWAN[character];
    }

    /// A letter with an accent stands alone between letters without one; signs as ’ and € stand beside no such
    /// letter.
    static double inLatin(CharSequence text, int i) {
        boolean alone = (i == 0 || text.charAt(i - 1) < 0x80) && (i + 1 >= text.length() || text.charAt(i + 1) < 0x80);
        if (!Character.isLetter(text.charAt(i))) {
            return alone ? 1 : 0;
        }
        boolean within =
                (i > 0 && isLatin(text.charAt(i - 1))) || (i + 1 < text.length() && isLatin(text.charAt(i + 1)));
        return alone && within ? 1 : 0;
    }

    private static boolean isLatin(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static float[] weights(String encoding, int usualFrom, int usualTo, int from, int to) {
        Charset charset = Charset.forName(encoding);
        float[] weights = new float[1 << 16];
        for (int lead = from; lead <= to; lead++) {
            for (int trail = 0x40; trail <= 0xFE; trail++) {
                // GB 2312 has no trail bytes below A1; what GB 18030 adds there is rare.
                if (!encoding.equals("Big5") && trail < 0xA1) {
                    continue;
                }
                String text = new String(new byte[] {(byte) lead, (byte) trail}, charset);
                if (text.length() == 1 && text.charAt(0) != '\uFFFD') {
                    char character = text.charAt(0);
                    boolean han = Character.isIdeographic(character);
                    boolean own = Character.getType(character) != Character.PRIVATE_USE;
                    weights[character] = !own ? 0 : !han || (lead >= usualFrom && lead <= usualTo) ? 1 : (float) RARE;
                }
            }
        }
        return weights;
    }
}
