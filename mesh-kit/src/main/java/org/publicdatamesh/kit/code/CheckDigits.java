package org.publicdatamesh.kit.code;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Check digits of the codes that key data (Art. 15). */
public final class CheckDigits {
    private static final String CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] RESIDENT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String RESIDENT_CHECKS = "10X98765432";

    private CheckDigits() {}

    /** Whether it is a unified social credit code: 18 characters, check character by modulus 31 (GB 32100-2015). */
    public static boolean isCreditCode(String code) {
        if (code.length() != 18) {
            return false;
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            int value = CREDIT.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return CREDIT.charAt((31 - sum % 31) % 31) == code.charAt(17);
    }

    /** Whether it is a resident id number: 18 characters, a date of birth, ISO 7064 MOD 11-2 (GB 11643-1999). */
    public static boolean isResidentId(String id) {
        if (!id.matches("[1-9]\\d{16}[0-9X]")) {
            return false;
        }
        try {
            LocalDate.of(
                    Integer.parseInt(id.substring(6, 10)),
                    Integer.parseInt(id.substring(10, 12)),
                    Integer.parseInt(id.substring(12, 14)));
        } catch (DateTimeException e) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (id.charAt(i) - '0') * RESIDENT_WEIGHTS[i];
        }
        return RESIDENT_CHECKS.charAt(sum % 11) == id.charAt(17);
    }

    /** Whether it is a statistical division code: 2, 4, 6, 9 or 12 digits, none of its parts zero (GB/T 2260, GB/T 10114). */
    public static boolean isDivisionCode(String code) {
        return code.matches("[1-9]\\d((?!00)\\d{2}((?!00)\\d{2}((?!000)\\d{3}((?!000)\\d{3})?)?)?)?");
    }
}
