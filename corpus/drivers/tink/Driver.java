import com.google.crypto.tink.*;
import com.google.crypto.tink.aead.*;
import com.google.crypto.tink.daead.*;
import com.google.crypto.tink.hybrid.*;
import com.google.crypto.tink.mac.*;
import com.google.crypto.tink.signature.*;
import java.security.GeneralSecurityException;
import java.util.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    AeadConfig.register(); MacConfig.register(); SignatureConfig.register(); HybridConfig.register(); DeterministicAeadConfig.register();
    byte[] m = "message".getBytes(), ad = "ad".getBytes();
    for (String t : new String[] {"AES128_GCM", "AES256_EAX", "CHACHA20_POLY1305", "AES128_CTR_HMAC_SHA256"}) {
      KeysetHandle k = KeysetHandle.generateNew(KeyTemplates.get(t)); Aead a = k.getPrimitive(RegistryConfiguration.get(), Aead.class); System.out.println(t + " " + new String(a.decrypt(a.encrypt(m, ad), ad)));
      try { a.decrypt(a.encrypt(m, ad), m); } catch (GeneralSecurityException e) { System.out.println(e.getMessage()); }
      String json = TinkJsonProtoKeysetFormat.serializeKeyset(k, InsecureSecretKeyAccess.get()); KeysetHandle k2 = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()); System.out.println(new String(k2.getPrimitive(RegistryConfiguration.get(), Aead.class).decrypt(a.encrypt(m, ad), ad)) + " " + k2.size());
    }
    Mac mac = KeysetHandle.generateNew(KeyTemplates.get("HMAC_SHA256_128BITTAG")).getPrimitive(RegistryConfiguration.get(), Mac.class); mac.verifyMac(mac.computeMac(m), m);
    KeysetHandle s = KeysetHandle.generateNew(PredefinedSignatureParameters.ECDSA_P256); byte[] sig = s.getPrimitive(RegistryConfiguration.get(), PublicKeySign.class).sign(m); PublicKeyVerify v = s.getPublicKeysetHandle().getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class); v.verify(sig, m); try { v.verify(sig, ad); } catch (GeneralSecurityException e) { System.out.println(e.getMessage()); }
    KeysetHandle h = KeysetHandle.generateNew(KeyTemplates.get("ECIES_P256_HKDF_HMAC_SHA256_AES128_GCM")); System.out.println(new String(h.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class).decrypt(h.getPublicKeysetHandle().getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class).encrypt(m, ad), ad)));
    DeterministicAead d = KeysetHandle.generateNew(KeyTemplates.get("AES256_SIV")).getPrimitive(RegistryConfiguration.get(), DeterministicAead.class); System.out.println(Arrays.equals(d.encryptDeterministically(m, ad), d.encryptDeterministically(m, ad)));
    byte[] bin = TinkProtoKeysetFormat.serializeKeyset(h, InsecureSecretKeyAccess.get()); System.out.println(TinkProtoKeysetFormat.parseKeyset(bin, InsecureSecretKeyAccess.get()).getAt(0).getStatus() + " " + h.getAt(0).getKey().getParameters().getClass().getSimpleName());
    try { TinkJsonProtoKeysetFormat.parseKeyset("{\"key\":5}", InsecureSecretKeyAccess.get()); } catch (GeneralSecurityException e) { System.out.println(e.getMessage().length() > 3); }
    try { KeyTemplates.get("NOPE"); } catch (GeneralSecurityException e) { System.out.println(e.getMessage()); }
  }
}
