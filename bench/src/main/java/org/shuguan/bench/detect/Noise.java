package org.shuguan.bench.detect;

import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;

/// The errors and variations that are added to values. Each half has its own.
enum Noise {
    CLEAN {
        @Override
        String applyTo(String value, Random random) {
            return value;
        }
    },
    /// full-width characters and special blanks
    WIDE {
        @Override
        String applyTo(String value, Random random) {
            return switch (random.nextInt(3)) {
                case 0 -> value + "\u00A0";
                case 1 -> "　" + wide(value);
                default -> value + " ";
            };
        }
    },
    /// placeholders for missing values
    MISSING {
        @Override
        String applyTo(String value, Random random) {
            return random.nextInt(10) < 4 ? RandomText.pick(random, "无 N/A - 暂无 /") : value;
        }
    },
    /// one digit of half of the numbers is wrong
    WRONG {
        @Override
        String applyTo(String value, Random random) {
            return random.nextBoolean() ? value : changed(value, random);
        }
    },
    /// separators inside numbers: 4412 0219 0001 0100 13, 138-0013-8000
    PARTED {
        @Override
        String applyTo(String value, Random random) {
            String between = random.nextBoolean() ? " " : "-";
            return value.replaceAll("(?<=^.{3,4}|^.{7,8}|^.{12}|^.{16})(?=[0-9A-Za-z]{3})", between);
        }
    },
    /// other placeholders for missing values
    NULLS {
        @Override
        String applyTo(String value, Random random) {
            return random.nextInt(10) < 4 ? RandomText.pick(random, "不详 null NULL 0 —— 未填写 none") : value;
        }
    },
    /// unrelated values in every fifth row
    MIXED {
        @Override
        String applyTo(String value, Random random) {
            return random.nextInt(5) == 0 ? RandomText.pick(random, "见附件 待补 迁移数据 TEST001 已注销") : value;
        }
    };

    private static final Set<DataType> NUMBERS = Set.of(
            DataType.RESIDENT_ID,
            DataType.CREDIT_CODE,
            DataType.BANK_CARD,
            DataType.VIN,
            DataType.IMEI,
            DataType.MOBILE);
    private static final Set<DataType> CHECKED = Set.of(
            DataType.RESIDENT_ID,
            DataType.CREDIT_CODE,
            DataType.ORGANISATION_CODE,
            DataType.BANK_CARD,
            DataType.VIN,
            DataType.IMEI);

    abstract String applyTo(String value, Random random);

    /// The variation of the second column of a line: missing values, as in most databases.
    static Noise second(LabelledColumn.Half half) {
        return half == LabelledColumn.Half.TUNING ? MISSING : NULLS;
    }

    /// The variation of the third column of a line.
    static Noise third(LabelledColumn.Half half, @Nullable DataType label, boolean named, int line) {
        if (label == null) {
            return CLEAN;
        }
        if (half == LabelledColumn.Half.TUNING) {
            // Without a matching name, a column with half of its checks wrong cannot be recognised by anybody.
            return named && CHECKED.contains(label) && line % 2 == 0 ? WRONG : WIDE;
        }
        if (named && CHECKED.contains(label) && line % 3 == 0) {
            return WRONG;
        }
        return NUMBERS.contains(label) && line % 3 == 1 ? PARTED : MIXED;
    }

    private static String wide(String value) {
        StringBuilder wide = new StringBuilder();
        value.chars()
                .forEach(character ->
                        wide.append((char) (character > ' ' && character <= '~' ? character + 0xFEE0 : character)));
        return wide.toString();
    }

    private static String changed(String value, Random random) {
        int at = value.length() - 2 - random.nextInt(4);
        char character = value.charAt(at);
        return Character.isDigit(character)
                ? value.substring(0, at)
                        + (char) ('0' + (character - '0' + 1 + random.nextInt(8)) % 10)
                        + value.substring(at + 1)
                : value;
    }
}
