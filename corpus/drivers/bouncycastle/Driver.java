import java.math.BigInteger;
import java.security.*;
import java.security.spec.*;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

public class Driver {
  static String hex(byte[] b) { return HexFormat.of().formatHex(b); }

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    for (String d : List.of("SHA3-256", "RIPEMD160", "BLAKE2B-256", "Whirlpool", "SM3"))
      System.out.println(d + " " + hex(MessageDigest.getInstance(d, "BC").digest("abc".getBytes())));
    Cipher c = Cipher.getInstance("AES/GCM/NoPadding", "BC");
    c.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new GCMParameterSpec(128, new byte[12]));
    System.out.println(hex(c.doFinal("secret".getBytes())));
    Cipher t = Cipher.getInstance("Twofish/CBC/PKCS7Padding", "BC");
    t.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "Twofish"), new IvParameterSpec(new byte[16]));
    System.out.println(hex(t.doFinal("secret".getBytes())));
    Mac m = Mac.getInstance("HMACSHA512", "BC"); m.init(new SecretKeySpec(new byte[8], "x")); System.out.println(hex(m.doFinal(new byte[3])));
    SecretKeyFactory f = SecretKeyFactory.getInstance("PBKDF2WITHHMACSHA256", "BC");
    System.out.println(hex(f.generateSecret(new PBEKeySpec("pw".toCharArray(), "salt".getBytes(), 10, 128)).getEncoded()));
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC", "BC"); g.initialize(new ECGenParameterSpec("secp256k1"));
    KeyPair p = g.generateKeyPair();
    Signature s = Signature.getInstance("SHA256withECDSA", "BC"); s.initSign(p.getPrivate()); s.update(new byte[5]); byte[] sig = s.sign();
    s.initVerify(p.getPublic()); s.update(new byte[5]); System.out.println(s.verify(sig) + " " + p.getPublic().getAlgorithm());
    KeyFactory kf = KeyFactory.getInstance("EC", "BC");
    System.out.println(kf.generatePublic(new X509EncodedKeySpec(p.getPublic().getEncoded())).equals(p.getPublic()));
    KeyStore ks = KeyStore.getInstance("PKCS12", "BC"); ks.load(null, null); System.out.println(ks.size());
    try { Cipher.getInstance("Nope", "BC"); } catch (NoSuchAlgorithmException e) { System.out.println(e.getMessage()); }
  }
}
