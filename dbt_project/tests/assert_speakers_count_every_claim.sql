-- Every claim with a speaker is counted once. Rows returned are speakers whose claims are not as many as they say.
with speakers as (

    select * from {{ ref('speakers') }}

),

claims as (

    select * from {{ ref('claims') }}

),

counted as (

    select
        speaker_id,
        count(*) as claim_count
    from claims
    where speaker_id is not null
    group by speaker_id

)

select
    speakers.speaker_id,
    speakers.claim_count,
    counted.speaker_id as claimed_speaker_id,
    counted.claim_count as claims_found
from speakers
full outer join counted on speakers.speaker_id = counted.speaker_id
where speakers.claim_count is distinct from counted.claim_count
