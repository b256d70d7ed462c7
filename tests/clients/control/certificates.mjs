// Certificates of machines, as the connection shows them.
import { X509Certificate } from 'node:crypto';

export function mTLS(authority) {
  const trusted = new X509Certificate(authority);
  const shown = (ctx) => {
    const raw = ctx.socket.getPeerCertificate?.()?.raw;
    return raw && new X509Certificate(raw);
  };
  return {
    enabled: true,
    certificateBoundAccessTokens: true,
    selfSignedTlsClientAuth: true,
    tlsClientAuth: true,
    getCertificate: shown,
    certificateAuthorized: (ctx) => shown(ctx).verify(trusted.publicKey),
    certificateSubjectMatches(ctx, property, expected) {
      const certificate = shown(ctx);
      const names = (certificate.subjectAltName ?? '').split(', ');
      switch (property) {
        case 'tls_client_auth_subject_dn':
          return sorted(certificate.subject.split('\n')) === sorted(expected.split(','));
        case 'tls_client_auth_san_dns':
          return names.includes(`DNS:${expected}`);
        case 'tls_client_auth_san_uri':
          return names.includes(`URI:${expected}`);
        case 'tls_client_auth_san_ip':
          return names.includes(`IP Address:${expected}`);
        case 'tls_client_auth_san_email':
          return names.includes(`email:${expected}`);
        default:
          return false;
      }
    },
  };
}

const sorted = (names) => names.map((name) => name.trim()).sort().join(',');
