import type { verdict as english } from '../en/verdict.ts';

/** 머리말, 측정 유효성, 판정 카드, 요건 표. */
export const verdict: Readonly<Record<keyof typeof english, string>> = {
  'header.size': '규모',
  'header.mode': '연결 방식',
  'header.options': '모의 옵션',
  'header.set': '요건 세트',
  'header.started': '시작',
  'header.duration': '소요 시간',
  'header.status': '실행 상태',
  'header.version': '공급사가 밝힌 버전',
  'header.zoned': '{local} {zone} ({utc})',

  'validity.title': '측정 유효성',
  'validity.valid': '유효한 측정',
  'validity.valid-with-warnings': '유효한 측정(경고 있음)',
  'validity.invalid': '유효하지 않은 측정',
  'validity.line.valid': '측정 자체에 대한 점검 {n}개를 통과했습니다.',
  'validity.line.slower': '점검 {n}개가 한계 이내입니다. 느려 보이게만 하거나 측정할 수 없던 점검: {k}개.',
  'validity.show': '자세히 보기',
  'validity.line.warnings': '수치는 유효합니다. 수치에 영향을 주었을 수 있는 요인:',
  'validity.line.invalid':
    '이 지면의 수치는 공급사에 유리하게도 불리하게도 쓸 수 없습니다. 고친 뒤 다시 실행하십시오:',
  'validity.line.none': '측정에 대한 점검 기록이 없습니다.',
  'validity.figure': '{value} (한계 {limit})',
  'validity.interrupted': '실행이 중단되었습니다. 수치는 그때까지 측정된 부분만 나타냅니다.',
  'validity.failed': '실행이 오류로 끝났습니다. 수치는 그때까지 측정된 부분만 나타냅니다.',

  'headline.fail': '이번 시험에서 {v}: 필수 요건 {m}개 중 {n}개 미충족. {r}: 측정 {x}, 기준 {t}.',
  'headline.open':
    '미충족은 없으나 필수 요건 {m}개 중 {k}개가 입증되지 않음: {why}. 이 결과만으로 결정하지 마십시오.',
  'headline.open.empty':
    '{v}: 이번 실행에서 시험할 수 있었던 필수 요건이 없음. 이 결과만으로 결정하지 마십시오.',
  'headline.pass': '{v}: 이번 시험에서 필수 요건 {m}개 모두 충족.',
  'headline.invalid': '측정이 유효하지 않아 {v}에 대해 판정하지 않음: {why}.',
  'headline.smoke.pass': '설치 점검 통과. 공급사 평가가 아닙니다.',
  'headline.smoke.fail':
    '설치 점검 실패: 점검 {m}개 중 {n}개 미충족. {r}: 측정 {x}, 기준 {t}. 공급사 평가가 아닙니다.',
  'headline.smoke.open':
    '설치 점검 보류: 점검 {m}개 중 {k}개가 입증되지 않음: {why}. 공급사 평가가 아닙니다.',
  'headline.smoke.open.empty': '설치 점검 보류: 시험할 수 있었던 항목이 없음. 공급사 평가가 아닙니다.',
  'headline.smoke.invalid': '설치 점검 무효: 공급사가 아니라 측정이 실패함: {why}. 공급사 평가가 아닙니다.',
  'headline.more': '{list} 외 {n}개',
  'headline.list': '; ',
  'headline.no-cause': '원인이 기록되지 않음',

  'verdict.title': '판정',
  'verdict.weakest': '필수 요건 중 여유가 가장 작은 항목: {r}, 측정 {x}, 기준 {t}.',
  'verdict.others': '그 밖의 미충족: {list}.',
  'verdict.unproven': '입증되지 않음: {list}.',
  'verdict.coverage':
    '기사의 주장 270건 중 {a}건을 시험함. 시험하지 않음: 고객 지원, 보안, 실제 WhatsApp 전달, 계정 차단.',
  'verdict.not-tested': '이 규모에서 시험하지 않아 판정에서 제외한 필수 요건:',
  'verdict.not-tested.line': '{why} {list}.',
  'verdict.mode.observed': '이 연결 방식의 수치는 관찰값이며 판정이 아닙니다.',
  'verdict.mode.vendor-run': '공급사가 이 시험 도구를 직접 실행했습니다.',

  'tile.response': '피크 시 답변',
  'tile.response.note': '답변 100건 중 99건이 이 시간 이내(p99)',
  'tile.loss': '메시지 손실률',
  'tile.loss.note': '문의 {sent}건 중 {lost}건 손실',
  'tile.loss.bound': '문의 {sent}건 중 {lost}건 손실, 최대 {high}(95%)',
  'tile.media': '미디어 업로드',
  'tile.media.note': '{planned}건 중 {stored}건 저장, {failed}건 실패',
  'tile.shift': '8시간 근무',
  'tile.shift.note': '작업 {operations}건 중 시스템 오류 {errors}건',
  'tile.failover': '장애 전환 시간',
  'tile.failover.note': '{n}회 중 최악',
  'tile.required': '기준: {t}',
  'tile.margin': '여유: {m}',
  'tile.unjudged': '측정만 함, 이 규모에서는 판정 없음',
  'tile.none': '이번 실행에서 시험하지 않음',
  'tile.rehearsal': '예행 시험: 실제의 {x}배 속도',

  'req.caption': '세트의 모든 요건과 측정 결과',
  'req.requirement': '요건',
  'req.target': '기준',
  'req.measured': '측정',
  'req.margin': '여유',
  'req.reading': '판정',
  'req.evidence': '근거',
  'req.covers': '대응 주장 {ids}',
  'req.interval': '{low} ~ {high} ({confidence})',
  'req.n': 'n {n}',
  'req.none': '요건 세트에 이 규모의 항목이 없습니다.',
  'req.margin.note':
    '여유: 기준에서 떨어진 정도를 기준(달성해야 하는 비율이면 허용 폭)에 대한 비율로 나타내며, 좋은 쪽이 양수입니다. 기준이 0인 항목에는 여유가 없습니다.',
};
