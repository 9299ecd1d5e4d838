package org.shuguan.dataplane.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SketchKeyTest {
    private static final String SECRET = "a secret, 16 by.";

    @Test
    void aShortSecretIsRefused() {
        assertThat(SECRET).hasSize(16);
        assertThatThrownBy(() -> key(SECRET.substring(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("15 bytes");
        assertThat(key(SECRET).salt()).isNotEmpty();
    }

    @Test
    void theBitsArePermutedAndNoneIsLost() {
        assertThat(places(key(SECRET)).sorted().toArray())
                .isEqualTo(IntStream.range(0, Sketch.PLACES).toArray());
    }

    /// A random permutation leaves one bit in its place on average.
    @Test
    void hardlyAnyBitStaysInItsPlace() {
        SketchKey key = key(SECRET);
        assertThat(IntStream.range(0, Sketch.PLACES).filter(bit -> key.place(bit) == bit))
                .hasSizeLessThan(10);
        assertThat(IntStream.range(0, Sketch.PLACES - 1).filter(bit -> key.place(bit + 1) == key.place(bit) + 1))
                .hasSizeLessThan(10);
    }

    @Test
    void oneSecretGivesOneKeyAndAnotherGivesAnother() {
        SketchKey key = key(SECRET);
        SketchKey other = key(SECRET + "!");
        assertThat(places(key(SECRET)).toArray()).isEqualTo(places(key).toArray());
        assertThat(key(SECRET).salt()).isEqualTo(key.salt());
        assertThat(other.salt()).isNotEqualTo(key.salt());
        assertThat(IntStream.range(0, Sketch.PLACES).filter(bit -> other.place(bit) == key.place(bit)))
                .hasSizeLessThan(10);
    }

    /// Stored sketches are compared with later ones: a secret gives the same bits in each version. Computed by
    /// another implementation of HMAC-SHA256 (RFC 2104) and of the shuffle.
    @Test
    void theBitsOfASecretNeverChange() {
        SketchKey key = key(SECRET);
        assertThat(key.salt()).isEqualTo("8025315184391107939");
        assertThat(places(key).limit(6)).containsExactly(5953, 11318, 1638, 15948, 973, 8066);
    }

    /// The engine reads it as an unsigned number of 64 bits.
    @Test
    void theSaltIsAnUnsignedNumber() {
        for (int n = 0; n < 8; n++) {
            assertThat(key(SECRET + n).salt()).matches("\\d{1,20}");
        }
    }

    private static IntStream places(SketchKey key) {
        return IntStream.range(0, Sketch.PLACES).map(key::place);
    }

    private static SketchKey key(String secret) {
        return new SketchKey(secret.getBytes(StandardCharsets.UTF_8));
    }
}
